namespace Loyalty.Pos.Internal;

/// <summary>Which offers were applied, in order, and what each took off which line.</summary>
internal sealed class ApplicationLog
{
    private readonly Buffer<Entry> sorted = new();

    /// <summary>An offer by its place by id and by its place when offers are applied, and what it gave.</summary>
    public readonly record struct Application(int Offer, int Order, bool CountsUnits, long Discount, long Times, long Earned, long Points) : IComparable<Application>
    {
        public int CompareTo(Application other) => Order.CompareTo(other.Order);
    }

    public readonly record struct Entry(int Offer, int Line, long Discount) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => Line != other.Line ? Line.CompareTo(other.Line) : Offer.CompareTo(other.Offer);
    }

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

    /// <summary>Whether something was taken off a line.</summary>
    public bool HasEntry(int line)
    {
        foreach (ref readonly Entry entry in Entries.Span)
        {
            if (entry.Line == line)
            {
                return true;
            }
        }

        return false;
    }

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

    /// <summary>Whether this is preferred to another of the same total: on the first line of the basket that differs fewer offers, then smaller ids.</summary>
    public bool IsPreferredTo(ApplicationLog other)
    {
        ReadOnlySpan<Entry> left = Sorted();
        ReadOnlySpan<Entry> right = other.Sorted();
        int alike = 0;
        while (alike < left.Length && alike < right.Length && left[alike].CompareTo(right[alike]) == 0)
        {
            alike++;
        }

        if (alike == left.Length || alike == right.Length)
        {
            return left.Length < right.Length;
        }

        int line = Math.Min(left[alike].Line, right[alike].Line);
        int ofLeft = OfLine(left[alike..], line);
        int ofRight = OfLine(right[alike..], line);
        return ofLeft != ofRight ? ofLeft < ofRight : left[alike].Offer < right[alike].Offer;
    }

    private static int OfLine(ReadOnlySpan<Entry> entries, int line)
    {
        int count = 0;
        while (count < entries.Length && entries[count].Line == line)
        {
            count++;
        }

        return count;
    }

    private ReadOnlySpan<Entry> Sorted()
    {
        sorted.Clear();
        foreach (Entry entry in Entries.Span)
        {
            sorted.Add(entry);
        }

        sorted.Span.Sort();
        return sorted.Span;
    }
}
