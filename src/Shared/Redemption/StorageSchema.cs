using System.Globalization;

namespace Loyalty.Storage.Internal;

/// <summary>A capability's tables as the steps that made them. A step, once released, never changes; a change is a new step.</summary>
/// <param name="Capability">Its name in the table of versions.</param>
/// <param name="Steps">The statements that lead from version i to i + 1.</param>
internal sealed record StorageSchema(string Capability, IReadOnlyList<string> Steps)
{
    public int Version => Steps.Count;

    /// <summary>The steps that an older database lacks.</summary>
    public IEnumerable<string> After(int version) => Steps.Skip(version);

    /// <summary>Says why a database of a later version is left alone, or null.</summary>
    public string? Refusal(string place, int found) => found <= Version
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{place} holds version {found} of the '{Capability}' tables, and this package knows versions up to {Version}; a newer package wrote them. Update this host's package; nothing was changed.");
}
