namespace Loyalty.Pos.Internal;

/// <summary>The offers of one priority by line: those that stand alone and those that apply together, each in their order.</summary>
internal sealed class LineOffers
{
    private readonly Buffer<int> starts = new();
    private readonly Buffer<int> middles = new();
    private readonly Buffer<int> offersOf = new();
    private readonly Buffer<int> lines = new();
    private bool[] together = new bool[16];

    /// <summary>How many lines the basket has.</summary>
    public int Lines { get; private set; }

    /// <summary>Begins a priority: no offer has lines yet.</summary>
    public void Begin() => lines.Clear();

    /// <summary>Gives an offer its lines.</summary>
    public void SetLines(ref ActiveOffer active, ReadOnlySpan<int> own)
    {
        active.FirstLine = lines.Count;
        active.Lines = own.Length;
        foreach (int line in own)
        {
            lines.Add(line);
        }
    }

    public ReadOnlySpan<int> LinesOf(in ActiveOffer active) => lines.Span.Slice(active.FirstLine, active.Lines);

    /// <summary>Files the offers that meet under their lines.</summary>
    public void File(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> compound, int basketLines)
    {
        Lines = basketLines;
        starts.Resize(basketLines + 1);
        middles.Resize(basketLines);
        starts.Span.Clear();
        middles.Span.Clear();
        if (together.Length < offers.Length)
        {
            together = new bool[offers.Length * 2];
        }

        Count(offers, alone, middles.Span, isTogether: false);
        Count(offers, compound, starts.Span, isTogether: true);
        int total = 0;
        for (int line = 0; line < basketLines; line++)
        {
            int ofAlone = middles[line];
            int ofBoth = ofAlone + starts[line];
            starts[line] = total;
            middles[line] = total + ofAlone;
            total += ofBoth;
        }

        starts[basketLines] = total;
        offersOf.Resize(total);
        Put(offers, compound, middles);
        Put(offers, alone, starts);

        // Filling moved each beginning to the next one's.
        for (int line = basketLines; line > 0; line--)
        {
            (starts[line], middles[line - 1]) = (middles[line - 1], starts[line - 1]);
        }

        starts[0] = 0;
    }

    /// <summary>The offers that stand alone on a line.</summary>
    public ReadOnlySpan<int> Alone(int line) => offersOf.Span[starts[line]..middles[line]];

    /// <summary>The compound offers of a line.</summary>
    public ReadOnlySpan<int> Together(int line) => offersOf.Span[middles[line]..starts[line + 1]];

    public bool IsTogether(int offer) => together[offer];

    private void Count(Span<ActiveOffer> offers, Buffer<int> which, Span<int> counts, bool isTogether)
    {
        foreach (int i in which.Span)
        {
            together[i] = isTogether;
            foreach (int line in LinesOf(offers[i]))
            {
                counts[line]++;
            }
        }
    }

    private void Put(Span<ActiveOffer> offers, Buffer<int> which, Buffer<int> places)
    {
        foreach (int i in which.Span)
        {
            foreach (int line in LinesOf(offers[i]))
            {
                offersOf[places[line]++] = i;
            }
        }
    }
}
