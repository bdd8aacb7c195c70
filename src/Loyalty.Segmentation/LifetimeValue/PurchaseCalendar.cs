using System.Runtime.InteropServices;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>How many guests of a cohort bought for the first time on each day, and how many repeat purchases they made on each.</summary>
/// <remarks>A mergeable state of whole numbers, a few bytes a day: calendars over different guests add up exactly. One writer at a time.</remarks>
public sealed class PurchaseCalendar
{
    private readonly Dictionary<int, long> firsts = [];
    private readonly Dictionary<int, long> repeats = [];

    /// <summary>Guests in the cohort.</summary>
    public long Customers { get; private set; }

    /// <summary>Counts the guests of a snapshot who bought for the first time by a day.</summary>
    /// <param name="summaries">The snapshot; it may reach beyond the cohort's last day, to hold what was not fitted on.</param>
    /// <param name="lastFirstDay">The last day of a first purchase: the end of the time that a model was fitted on.</param>
    public static PurchaseCalendar Of(CustomerSummaries summaries, DateOnly lastFirstDay)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        PurchaseCalendar calendar = new();
        for (int row = 0; row < summaries.Rows; row++)
        {
            ReadOnlySpan<int> days = summaries.DayNumbersOf(new Core.CustomerId(row));
            if (!days.IsEmpty && days[0] <= lastFirstDay.DayNumber)
            {
                calendar.Add(days);
            }
        }

        return calendar;
    }

    /// <summary>Adds calendars over other guests.</summary>
    /// <param name="other">Another calendar; it stays as it is.</param>
    public void MergeWith(PurchaseCalendar other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Customers = checked(Customers + other.Customers);
        Add(firsts, other.firsts);
        Add(repeats, other.repeats);
    }

    /// <summary>First purchases by day number, ascending.</summary>
    internal KeyValuePair<int, long>[] Firsts() => [.. firsts.OrderBy(f => f.Key)];

    /// <summary>Repeat purchases by day number, ascending.</summary>
    internal KeyValuePair<int, long>[] Repeats() => [.. repeats.OrderBy(r => r.Key)];

    private static void Add(Dictionary<int, long> to, Dictionary<int, long> from)
    {
        foreach ((int day, long count) in from.ToArray())
        {
            CollectionsMarshal.GetValueRefOrAddDefault(to, day, out _) += count;
        }
    }

    private void Add(ReadOnlySpan<int> days)
    {
        Customers++;
        CollectionsMarshal.GetValueRefOrAddDefault(firsts, days[0], out _)++;
        foreach (int day in days[1..])
        {
            CollectionsMarshal.GetValueRefOrAddDefault(repeats, day, out _)++;
        }
    }
}
