using System.Collections.Immutable;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>Two runs of a microsegment: who came, who left, and whether the guests did it or the cascade.</summary>
/// <remarks>
/// The earlier cascade is asked once more, of today's values. Whoever it treats otherwise than it did moved because of their data; the rest
/// moved because the steps changed. Immutable, so any number of threads may share one whose attributes may be read together.
/// </remarks>
public sealed class CascadeComparison
{
    private readonly Cascade earlier;
    private readonly Cascade held;
    private readonly Cascade later;
    private readonly int guestsBefore;
    private readonly GuestSet before;
    private readonly GuestSet after;
    private readonly GuestSet between;

    private CascadeComparison(Cascade earlier, int guestsBefore, Cascade held, Cascade later, int guestsNow)
    {
        (this.earlier, this.held, this.later, this.guestsBefore) = (earlier, held, later, guestsBefore);
        before = earlier.Select(guestsBefore).Guests;
        between = held.Select(guestsNow).Guests;
        after = later.Select(guestsNow).Guests;
        Came = after.AndNot(before);
        Left = before.AndNot(after);
        Stayed = before.And(after);
        Causes = Count();
    }

    /// <summary>Guests who are in now and were not.</summary>
    public GuestSet Came { get; }

    /// <summary>Guests who were in and are not now.</summary>
    public GuestSet Left { get; }

    /// <summary>Guests who are in at both runs.</summary>
    public GuestSet Stayed { get; }

    /// <summary>How many came and left for which reason, the most frequent first; together they are all who came or left.</summary>
    public ImmutableArray<CascadeChangeCount> Causes { get; }

    /// <summary>Compares two runs.</summary>
    /// <param name="earlier">The earlier cascade over the earlier values.</param>
    /// <param name="guestsBefore">How many guests there were then.</param>
    /// <param name="later">The later cascade over today's values.</param>
    /// <param name="guestsNow">How many guests there are now, at least <paramref name="guestsBefore"/>: rows are never reused.</param>
    /// <param name="attributes">Today's values, of everything that the earlier cascade asks.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of guests is negative, or there are fewer now than before.</exception>
    /// <exception cref="ArgumentException">An attribute of the earlier cascade is missing today, or a column is too short.</exception>
    public static CascadeComparison Between(Cascade earlier, int guestsBefore, Cascade later, int guestsNow, IReadOnlyCollection<GuestAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        ArgumentOutOfRangeException.ThrowIfNegative(guestsBefore);
        if (guestsNow < guestsBefore)
        {
            throw new ArgumentOutOfRangeException(nameof(guestsNow), guestsNow, $"There were {guestsBefore} guests before and rows are never reused, so there must be at least as many now.");
        }

        return new CascadeComparison(earlier, guestsBefore, earlier.Over(attributes), later, guestsNow);
    }

    /// <summary>Says what happened to one guest.</summary>
    /// <param name="row">The guest's row.</param>
    public CascadeChange Explain(int row)
    {
        bool was = before.Contains(row);
        bool isIn = after.Contains(row);
        (CascadeChangeCause cause, Cascade? by) = Cause(row);
        if (by?.FirstFault(row) is not (int step, int place))
        {
            return new CascadeChange(was, isIn, cause, null, null, null, null);
        }

        Condition condition = by.Steps[step].Where[place];
        return new CascadeChange(was, isIn, cause, by.Steps[step].Name, condition.ToString(),
            cause == CascadeChangeCause.Data ? earlier.Steps[step].Where[place].ValueOf(row) : condition.ValueOf(row),
            cause == CascadeChangeCause.Data ? held.Steps[step].Where[place].ValueOf(row) : condition.ValueOf(row));
    }

    /// <summary>Why a guest came or left, and the cascade that holds them back on the other side.</summary>
    private (CascadeChangeCause Cause, Cascade? By) Cause(int row)
    {
        if (Came.Contains(row))
        {
            return row >= guestsBefore ? (CascadeChangeCause.NewGuest, null)
                : between.Contains(row) ? (CascadeChangeCause.Data, earlier)
                : (CascadeChangeCause.Cascade, held);
        }

        return !Left.Contains(row) ? (CascadeChangeCause.None, null)
            : between.Contains(row) ? (CascadeChangeCause.Cascade, later)
            : (CascadeChangeCause.Data, held);
    }

    private ImmutableArray<CascadeChangeCount> Count()
    {
        Dictionary<(bool, CascadeChangeCause, string?, string?), long> counts = [];
        foreach (int row in Came.Or(Left).ToArray())
        {
            (CascadeChangeCause cause, Cascade? by) = Cause(row);
            (string? step, string? attribute) = by?.FirstFault(row) is (int at, int place) ? (by.Steps[at].Name, by.Steps[at].Where[place].Attribute) : (null, null);
            (bool, CascadeChangeCause, string?, string?) key = (Came.Contains(row), cause, step, attribute);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return
        [
            .. counts.Select(c => new CascadeChangeCount(c.Key.Item1, c.Key.Item2, c.Key.Item3, c.Key.Item4, c.Value))
                .OrderByDescending(c => c.Guests).ThenBy(c => c.Came).ThenBy(c => c.Cause)
                .ThenBy(c => c.Step, StringComparer.Ordinal).ThenBy(c => c.Attribute, StringComparer.Ordinal),
        ];
    }
}
