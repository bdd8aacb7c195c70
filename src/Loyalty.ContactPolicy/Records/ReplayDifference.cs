namespace Loyalty.ContactPolicy.Records;

/// <summary>Something that is not as it was recorded.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="What">What differs: <c>matrix</c>, <c>limits</c>, <c>decision</c>, or <c>rule</c> and its id.</param>
/// <param name="Recorded">How it was recorded.</param>
/// <param name="Now">How it is now.</param>
public sealed record ReplayDifference(string What, string Recorded, string Now);
