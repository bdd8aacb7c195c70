using System.Collections.Immutable;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>One filter of a cascade.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Name">Its name, unique in the cascade; not empty.</param>
/// <param name="Where">What must hold of a guest, all of it.</param>
public sealed record CascadeStep(string Name, ImmutableArray<Condition> Where);
