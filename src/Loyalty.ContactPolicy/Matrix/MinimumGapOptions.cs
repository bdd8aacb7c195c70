namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Time that passes between two contacts of a guest: from any that the rule names to any that it names.</summary>
public sealed record MinimumGapOptions : ContactRule
{
    /// <summary>The rule's id, named in decisions.</summary>
    /// <value>Unique in the matrix. Null, the default, means <c>minimum-gap</c>, and <c>minimum-gap-2</c>, <c>-3</c> for further ones.</value>
    public string? Id { get; init; }

    /// <summary>How long; over at exactly the last contact + gap.</summary>
    /// <value>Above zero, at most <see cref="ContactWindow.MaxLength"/>; it must be set.</value>
    public TimeSpan Gap { get; init; }

    internal string? Fault() => NamesFault()
        ?? (Gap <= TimeSpan.Zero || Gap > ContactWindow.MaxLength ? $"a gap must be above zero and at most {ContactWindow.MaxLength.Days} days, but it is {Gap:c}" : null);
}
