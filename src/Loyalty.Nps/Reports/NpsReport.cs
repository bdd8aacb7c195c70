using System.Runtime.InteropServices;

namespace Loyalty.Nps.Reports;

/// <summary>Answers counted by key and month: what every table of scores is drawn from.</summary>
/// <remarks>
/// <para>A state that grows: two halves counted apart and merged equal one pass. A chain's score comes from <see cref="RollUp"/>, which adds
/// counts; the mean of the stores' scores would let a kiosk weigh as much as a hypermarket.</para>
/// <para>One writer at a time; readers may run together while nobody writes.</para>
/// </remarks>
public sealed class NpsReport
{
    private readonly Dictionary<(ReportKey Key, Month Month), NpsTally> tallies = [];
    private readonly Dictionary<(ReportKey Key, Month Month), NpsTally> published = [];

    /// <summary>Makes an empty report.</summary>
    /// <param name="dimensions">How many values each key has, 0 to 16: 0 for the whole chain, 2 for store and category.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimensions"/> is outside that range.</exception>
    public NpsReport(int dimensions)
    {
        if (dimensions is < 0 or > 16)
        {
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, $"A report's dimensions must be between 0 and 16 (inclusive), but they are {dimensions}.");
        }

        Dimensions = dimensions;
    }

    /// <summary>How many values each key has.</summary>
    public int Dimensions { get; }

    /// <summary>The last month that was closed.</summary>
    /// <value>Null where none was.</value>
    public Month? ClosedThrough { get; private set; }

    /// <summary>Counts an answer.</summary>
    /// <param name="key">What it is about, with <see cref="Dimensions"/> values.</param>
    /// <param name="month">The month of the visit on the guest's calendar, not of the answer.</param>
    /// <param name="answer">The answer.</param>
    /// <exception cref="ArgumentException">The key has another number of values.</exception>
    public void Add(ReportKey key, Month month, Answer answer)
    {
        RequireDimensions(key);
        ref NpsTally tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, (key, month), out _);
        tally = tally.Add(answer);
    }

    /// <summary>Puts an edited answer in the place of the one before.</summary>
    /// <param name="key">What it is about.</param>
    /// <param name="month">The month of the visit.</param>
    /// <param name="before">The answer that no longer holds.</param>
    /// <param name="now">The answer that does.</param>
    /// <exception cref="InvalidOperationException">No such answer was counted there.</exception>
    public void Replace(ReportKey key, Month month, Answer before, Answer now)
    {
        if (!tallies.TryGetValue((key, month), out NpsTally tally) || tally.CountOf(before) == 0)
        {
            throw new InvalidOperationException($"No answer {before} was counted for {key} in {month}; replace an answer under the key and month it was added to.");
        }

        tallies[(key, month)] = tally.Remove(before).Add(now);
    }

    /// <summary>Closes every month up to one: what the rows say now is what was published, and later answers mark them as restated.</summary>
    /// <param name="month">The last month to close; closing one again changes nothing.</param>
    public void Close(Month month)
    {
        foreach (((ReportKey Key, Month Month) place, NpsTally tally) in tallies)
        {
            if (place.Month <= month && (ClosedThrough is not { } last || place.Month > last))
            {
                published[place] = tally;
            }
        }

        ClosedThrough = ClosedThrough is { } before && before > month ? before : month;
    }

    /// <summary>Adds another report's answers to this one.</summary>
    /// <param name="other">A report of other answers with the same dimensions, closed through the same month.</param>
    /// <exception cref="ArgumentException">The dimensions or the closed months differ.</exception>
    public void Merge(NpsReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Dimensions != Dimensions || other.ClosedThrough != ClosedThrough)
        {
            throw new ArgumentException(
                $"Reports merge with the same dimensions and closed months, but one has {Dimensions}, closed through {Say(ClosedThrough)}, the other {other.Dimensions}, closed through {Say(other.ClosedThrough)}; roll up or close before you merge.",
                nameof(other));
        }

        AddAll(other.tallies, tallies, key => key);
        AddAll(other.published, published, key => key);
    }

    /// <summary>Draws a report with fewer dimensions from the same counts.</summary>
    /// <param name="keep">The dimensions to keep, by number from 0, each once; none for the whole chain.</param>
    /// <exception cref="ArgumentException">A dimension does not exist or stands twice.</exception>
    public NpsReport RollUp(params ReadOnlySpan<int> keep)
    {
        int[] kept = keep.ToArray();
        if (kept.Any(i => (uint)i >= (uint)Dimensions) || kept.Distinct().Count() != kept.Length)
        {
            throw new ArgumentException($"The dimensions to keep must be numbers from 0 to {Dimensions - 1}, each once, but they are {string.Join(", ", kept)}.", nameof(keep));
        }

        NpsReport result = new(kept.Length) { ClosedThrough = ClosedThrough };
        ReportKey Shortened(ReportKey key) => new([.. kept.Select(i => key.Values[i])]);
        AddAll(tallies, result.tallies, Shortened);
        AddAll(published, result.published, Shortened);
        return result;
    }

    /// <summary>The rows, ordered by key (ordinal), then month.</summary>
    public IReadOnlyList<NpsRow> Rows() =>
    [
        .. tallies.OrderBy(t => t.Key.Key).ThenBy(t => t.Key.Month).Select(t => new NpsRow(
            t.Key.Key,
            t.Key.Month,
            t.Value,
            t.Key.Month.Previous is { } before && tallies.TryGetValue((t.Key.Key, before), out NpsTally tally) ? tally : null,
            ClosedThrough is { } closed && t.Key.Month <= closed && published.GetValueOrDefault(t.Key) is var said && said != t.Value ? said : null)),
    ];

    private static void AddAll(
        Dictionary<(ReportKey Key, Month Month), NpsTally> from, Dictionary<(ReportKey Key, Month Month), NpsTally> to, Func<ReportKey, ReportKey> name)
    {
        foreach (((ReportKey key, Month month), NpsTally tally) in from)
        {
            ref NpsTally sum = ref CollectionsMarshal.GetValueRefOrAddDefault(to, (name(key), month), out _);
            sum = sum.Merge(tally);
        }
    }

    private static string Say(Month? month) => month?.ToString() ?? "none";

    private void RequireDimensions(ReportKey key)
    {
        if (key.Values.Length != Dimensions)
        {
            throw new ArgumentException($"A key of this report has {Dimensions} values, but '{key}' has {key.Values.Length}.", nameof(key));
        }
    }
}
