namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>Which messages go to a guest and when, and why the others do not.</summary>
/// <remarks>Worths are exact sums of millionths of the unit of <see cref="MessageCandidate.Value"/>. Immutable.</remarks>
public sealed record ArbitrationResult
{
    /// <summary>The messages that go, in order of time.</summary>
    public required IReadOnlyList<ChosenMessage> Chosen { get; init; }

    /// <summary>The messages that do not, in the order in which they were given.</summary>
    public required IReadOnlyList<LeftOutMessage> LeftOut { get; init; }

    /// <summary>The worth of the chosen messages: the sum of value × propensity × share of the hour. Exempt messages are not in it.</summary>
    public required decimal Worth { get; init; }

    /// <summary>What the chosen messages are expected to cost.</summary>
    public required decimal Cost { get; init; }

    /// <summary>Whether no other choice is worth more: the search ended by itself.</summary>
    public required bool IsOptimal { get; init; }

    /// <summary>What no choice is worth more than, less what it costs: how much better one might be where <see cref="IsOptimal"/> is false.</summary>
    /// <value>At least <see cref="Net"/>; the same where the search ended by itself.</value>
    public required decimal Bound { get; init; }

    /// <summary>How many placements, a message at an instant each, were tried: by the search, or by a change of prices that takes one more.</summary>
    public required long Steps { get; init; }

    /// <summary><see cref="Worth"/> less <see cref="Cost"/>: what was made as large as possible.</summary>
    public decimal Net => Worth - Cost;
}
