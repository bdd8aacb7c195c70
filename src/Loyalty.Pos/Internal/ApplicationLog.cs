namespace Loyalty.Pos.Internal;

/// <summary>Which offers were applied, in order, and what each took off which line.</summary>
internal sealed class ApplicationLog
{
    private readonly Buffer<int> left = new();
    private readonly Buffer<int> right = new();

    /// <summary>An offer by its place by id and by its place when offers are applied, and what it gave.</summary>
    public readonly record struct Application(int Offer, int Order, bool CountsUnits, long Discount, long Times, long Earned, long Points) : IComparable<Application>
    {
        public int CompareTo(Application other) => Order.CompareTo(other.Order);
    }

    public readonly record struct Entry(int Offer, int Line, long Discount);

    public Buffer<Application> Applications { get; } = new();

    public Buffer<Entry> Entries { get; } = new();

    public long Total { get; private set; }

    public void Clear()
    {
        Applications.Clear();
        Entries.Clear();
        Total = 0;
    }

    public void Add(CompiledOffer offer, long discount, long times, long earned = 0, long points = 0)
    {
        Add(new Application(offer.Index, offer.Order, offer.CountsUnits, discount, times, earned, points));
    }

    public void Add(in Application application)
    {
        Applications.Add(application);
        Total += application.Discount;
    }

    public void AddEntry(CompiledOffer offer, int line, long discount) => AddEntry(offer.Index, line, discount);

    public void AddEntry(int offer, int line, long discount) => Entries.Add(new Entry(offer, line, discount));

    public bool Holds(CompiledOffer offer)
    {
        foreach (ref readonly Application application in Applications.Span)
        {
            if (application.Offer == offer.Index)
            {
                return true;
            }
        }

        return false;
    }

    public void CopyFrom(ApplicationLog other)
    {
        Clear();
        foreach (Application application in other.Applications.Span)
        {
            Applications.Add(application);
        }

        foreach (Entry entry in other.Entries.Span)
        {
            Entries.Add(entry);
        }

        Total = other.Total;
    }

    /// <summary>Whether this is preferred to another of the same total: on the first line that differs fewer offers, then smaller ids.</summary>
    public bool IsPreferredTo(ApplicationLog other, ReadOnlySpan<int> linesInOrder)
    {
        foreach (int line in linesInOrder)
        {
            Gather(line, left);
            other.Gather(line, right);
            if (left.Count != right.Count)
            {
                return left.Count < right.Count;
            }

            int order = left.Span.SequenceCompareTo(right.Span);
            if (order != 0)
            {
                return order < 0;
            }
        }

        return false;
    }

    private void Gather(int line, Buffer<int> offers)
    {
        offers.Clear();
        foreach (Entry entry in Entries.Span)
        {
            if (entry.Line == line)
            {
                offers.Add(entry.Offer);
            }
        }

        offers.Span.Sort();
    }
}
