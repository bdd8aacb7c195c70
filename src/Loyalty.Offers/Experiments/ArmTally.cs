using System.Diagnostics.Contracts;
using Loyalty.Core.Statistics;

namespace Loyalty.Offers.Experiments;

/// <summary>What one group of an experiment came to: a mergeable state, so that stores, days and shards can be tallied apart.</summary>
/// <remarks>A value: <c>tally = tally.Add(outcome)</c>. One entry for each guest assigned, buyers or not. Equal when all members are. The <c>default</c> holds
/// nobody. Immutable.</remarks>
public readonly record struct ArmTally
{
    private ArmTally(Moments outcome, Comoments paired) => (Outcome, Paired) = (outcome, paired);

    /// <summary>The outcomes of all guests.</summary>
    public Moments Outcome { get; }

    /// <summary>Of the guests whose measure before the campaign is known: that measure (X) and the outcome (Y).</summary>
    public Comoments Paired { get; }

    /// <summary>How many guests.</summary>
    public long Count => Outcome.Count;

    /// <summary>Joins the tallies of disjoint guests.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static ArmTally Combine(ArmTally left, ArmTally right) =>
        new(Moments.Combine(left.Outcome, right.Outcome), Comoments.Combine(left.Paired, right.Paired));

    /// <summary>Returns the tally with one guest more.</summary>
    /// <param name="outcome">The guest's outcome over the whole window; 0 for one who bought nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite, NaN or beyond ±<see cref="Moments.MaxMagnitude"/>.</exception>
    [Pure]
    public ArmTally Add(double outcome) => new(Outcome.Add(outcome), Paired);

    /// <summary>Returns the tally with one guest more, whose measure before the campaign is known.</summary>
    /// <param name="outcome">The guest's outcome over the whole window; 0 for one who bought nothing.</param>
    /// <param name="covariate">The same measure over a window before the campaign.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is infinite, NaN or beyond ±<see cref="Moments.MaxMagnitude"/>.</exception>
    [Pure]
    public ArmTally Add(double outcome, double covariate) => new(Outcome.Add(outcome), Paired.Add(covariate, outcome));

    /// <summary>Returns this tally joined with that of other guests.</summary>
    /// <param name="other">The other.</param>
    [Pure]
    public ArmTally Merge(ArmTally other) => Combine(this, other);
}
