namespace Loyalty.ContactPolicy.Records;

/// <summary>A recorded decision, decided again.</summary>
/// <param name="Explanation">What is decided now.</param>
/// <param name="Differences">What is not as it was recorded; empty where all is.</param>
public sealed record ContactReplay(ContactExplanation Explanation, IReadOnlyList<ReplayDifference> Differences)
{
    /// <summary>Whether matrix, limits, decision and every finding are as they were recorded.</summary>
    public bool IsSame => Differences.Count == 0;
}
