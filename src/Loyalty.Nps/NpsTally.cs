using System.Diagnostics.Contracts;
using System.Runtime.CompilerServices;

namespace Loyalty.Nps;

/// <summary>How often each answer was given: the state beneath every score, exact and mergeable.</summary>
/// <remarks>
/// Two halves merged equal one pass, to the last answer, in any order; that is why a chain's score comes from its tally and never from
/// its stores' scores. A value: <c>tally = tally.Add(answer)</c>. Equal when all counts are. The <c>default</c> holds nothing. Immutable.
/// </remarks>
public readonly record struct NpsTally
{
    private readonly Counts counts;

    private NpsTally(Counts counts) => this.counts = counts;

    /// <summary>How many answers.</summary>
    public long Answers => Sum(0, 10);

    /// <summary>How many answered 9 or 10.</summary>
    public long Promoters => Sum(9, 10);

    /// <summary>How many answered 7 or 8.</summary>
    public long Passives => Sum(7, 8);

    /// <summary>How many answered 0 to 6.</summary>
    public long Detractors => Sum(0, 6);

    /// <summary>The score of these answers.</summary>
    /// <value>Null where there are no answers: undefined, not 0.</value>
    public NpsScore? Score => Answers == 0 ? null : new NpsScore(Promoters, Passives, Detractors);

    /// <summary>Counts answers.</summary>
    /// <param name="answers">Any answers, none included.</param>
    public static NpsTally Of(params ReadOnlySpan<Answer> answers)
    {
        Counts counts = default;
        foreach (Answer answer in answers)
        {
            counts[answer.Value]++;
        }

        return new NpsTally(counts);
    }

    /// <summary>How often an answer was given.</summary>
    /// <param name="answer">The answer.</param>
    public long CountOf(Answer answer) => counts[answer.Value];

    /// <summary>Returns the tally with one answer more; this one stays as it is.</summary>
    /// <param name="answer">The answer.</param>
    [Pure]
    public NpsTally Add(Answer answer) => Add(answer, 1);

    /// <summary>Returns the tally with an answer several times more; this one stays as it is.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="times">How often, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is negative.</exception>
    [Pure]
    public NpsTally Add(Answer answer, long times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        Counts next = counts;
        next[answer.Value] = checked(next[answer.Value] + times);
        return new NpsTally(next);
    }

    /// <summary>Returns the tally with an answer taken back, such as one that the guest edited; this one stays as it is.</summary>
    /// <param name="answer">The answer.</param>
    /// <exception cref="InvalidOperationException">No such answer is in the tally.</exception>
    [Pure]
    public NpsTally Remove(Answer answer)
    {
        Counts next = counts;
        if (next[answer.Value]-- == 0)
        {
            throw new InvalidOperationException($"The tally holds no answer {answer} to take back; take it back from the tally it was added to.");
        }

        return new NpsTally(next);
    }

    /// <summary>Returns this tally joined with another of other answers; both stay as they are.</summary>
    /// <param name="other">The other.</param>
    [Pure]
    public NpsTally Merge(NpsTally other)
    {
        Counts next = counts;
        for (int i = 0; i <= 10; i++)
        {
            next[i] = checked(next[i] + other.counts[i]);
        }

        return new NpsTally(next);
    }

    /// <summary>Whether every answer was given equally often.</summary>
    /// <param name="other">Another tally.</param>
    public bool Equals(NpsTally other)
    {
        ReadOnlySpan<long> left = counts;
        ReadOnlySpan<long> right = other.counts;
        return left.SequenceEqual(right);
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        ulong hash = 0;
        for (int i = 0; i <= 10; i++)
        {
            hash = Core.SplitMix64.Mix(hash ^ (ulong)counts[i]);
        }

        return (int)hash;
    }

    /// <summary>Returns the three classes' counts.</summary>
    public override string ToString() => $"{Promoters} promoters, {Passives} passives, {Detractors} detractors";

    private long Sum(int from, int to)
    {
        long sum = 0;
        for (int i = from; i <= to; i++)
        {
            sum = checked(sum + counts[i]);
        }

        return sum;
    }

    [InlineArray(11)]
    private struct Counts
    {
        private long first;
    }
}
