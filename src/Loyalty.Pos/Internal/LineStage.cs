namespace Loyalty.Pos.Internal;

/// <summary>Settles line rewards. Only lines that offers tie together are searched together; everything else is decided line by line.</summary>
internal sealed class LineStage : Stage
{
    private readonly Buffer<int> parents = new();
    private readonly Buffer<int> places = new();
    private readonly Buffer<int> members = new();
    private readonly Buffer<bool> isTied = new();
    private readonly LineChoice choice;
    private readonly CombinationSearch search;

    public LineStage(PricingWork work, Units units, Mechanic mechanic, LineIndex index, int few)
        : base(work, units, mechanic, index)
    {
        choice = new LineChoice(work, units, mechanic);
        search = new CombinationSearch(work, units, mechanic, choice, ByLine) { Few = few };
    }

    protected override long Apply(in ActiveOffer active, ReadOnlySpan<int> on, ApplicationLog? into) => Mechanic.Apply(active.Offer, on, into);

    protected override void Solve(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> together, ApplicationLog log)
    {
        int lines = Work.ByRank.Length;
        ByLine.File(offers, alone, together, lines);
        if (!Tie(offers, alone, isTogether: false) & !Tie(offers, together, isTogether: true))
        {
            foreach (int line in Work.ByRank)
            {
                choice.Settle(offers, ByLine.Alone(line), ByLine.Together(line), line, log);
            }
        }
        else
        {
            SolveTied(offers, alone, together, log);
        }

        ApplyAll(offers, together, log);
    }

    /// <summary>Marks the offers that do not decide each line for themselves; whether there are any.</summary>
    private bool Tie(Span<ActiveOffer> offers, Buffer<int> which, bool isTogether)
    {
        bool any = false;
        foreach (int i in which.Span)
        {
            ref ActiveOffer active = ref offers[i];
            active.IsTied = active.Offer.TakesUnits && !isTogether ? active.Lines > 0 && !(TakesWholeLine(offers, i) && GivesSomething(active)) : active.Lines > 1 && TiesLines(active);
            any |= active.IsTied;
        }

        return any;
    }

    /// <summary>Whether what takes units takes all of one line or none: then it is like what takes whole lines.</summary>
    private bool TakesWholeLine(Span<ActiveOffer> offers, int i)
    {
        ref readonly ActiveOffer active = ref offers[i];
        if (active.Lines > 1)
        {
            return false;
        }

        int line = LinesOf(active)[0];
        ref readonly Run run = ref Units[Units.Head(line)];
        CompiledOffer offer = active.Offer;
        if (run.Next >= 0 || run.Count == 1)
        {
            return run.Next < 0;
        }

        foreach (int other in ByLine.Alone(line))
        {
            if (other != i && offers[other].Offer.TakesUnits)
            {
                // It might leave some units to the other, or the other to it.
                return false;
            }
        }

        return offer.Kind switch
        {
            RewardKind.Percent or RewardKind.Amount or RewardKind.FixedPrice => offer.MaxUnits >= run.Count,
            RewardKind.BuyGet => !offer.HasItems && offer.MaxUnits == CompiledOffer.Unlimited
                && run.Count % ((long)offer.Buy + offer.Get) == 0 && run.Count / ((long)offer.Buy + offer.Get) <= offer.PerReceipt,
            _ => false,
        };
    }

    /// <summary>What takes units and gives nothing leaves them to others, where what takes whole lines would keep others from them.</summary>
    private bool GivesSomething(in ActiveOffer active) => Mechanic.Apply(active.Offer, LinesOf(active), null) > 0;

    private bool TiesLines(in ActiveOffer active)
    {
        CompiledOffer offer = active.Offer;
        return offer.Kind is not (RewardKind.Percent or RewardKind.Amount or RewardKind.FixedPrice) || offer.MaxUnits != CompiledOffer.Unlimited

            // A limit that cannot be reached limits nothing.
            || (offer.MaxDiscount != CompiledOffer.Unlimited && Mechanic.Apply(offer, LinesOf(active), null) >= offer.MaxDiscount);
    }

    private void SolveTied(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> together, ApplicationLog log)
    {
        Units.Save();
        int lines = Work.ByRank.Length;
        parents.Resize(lines);
        isTied.Resize(lines);
        isTied.Span.Clear();
        for (int line = 0; line < lines; line++)
        {
            parents[line] = line;
        }

        Join(offers, alone);
        Join(offers, together);
        Gather();
        for (int from = 0; from < lines;)
        {
            int to = from + 1;
            while (to < lines && Find(members[to]) == Find(members[from]))
            {
                to++;
            }

            SolveComponent(offers, members.Span[from..to], log);
            from = to;
        }
    }

    private void SolveComponent(Span<ActiveOffer> offers, ReadOnlySpan<int> lines, ApplicationLog log)
    {
        if (lines.Length == 1 && !isTied[lines[0]])
        {
            choice.Settle(offers, ByLine.Alone(lines[0]), ByLine.Together(lines[0]), lines[0], log);
            return;
        }

        bool any = false;
        foreach (int line in lines)
        {
            any |= ByLine.Alone(line).Length > 0;
        }

        if (!any)
        {
            return;
        }

        search.StepsLeft = StepsLeft;
        IsOptimal &= search.Choose(offers, lines, log);
        StepsLeft = search.StepsLeft;
    }

    /// <summary>Joins the lines of each offer whose discount on one line depends on its other lines.</summary>
    private void Join(Span<ActiveOffer> offers, Buffer<int> which)
    {
        foreach (int i in which.Span)
        {
            if (!offers[i].IsTied)
            {
                continue;
            }

            ReadOnlySpan<int> own = LinesOf(offers[i]);
            isTied[own[0]] = true;
            for (int k = 1; k < own.Length; k++)
            {
                parents[Find(own[k])] = Find(own[0]);
                isTied[own[k]] = true;
            }
        }
    }

    /// <summary>Puts the lines of each component next to each other, in the order of ties.</summary>
    private void Gather()
    {
        int lines = parents.Count;
        places.Resize(lines);
        places.Span.Clear();
        members.Resize(lines);
        for (int line = 0; line < lines; line++)
        {
            places[Find(line)]++;
        }

        int start = 0;
        for (int root = 0; root < lines; root++)
        {
            (places[root], start) = (start, start + places[root]);
        }

        foreach (int line in Work.ByRank)
        {
            members[places[Find(line)]++] = line;
        }
    }

    private int Find(int line)
    {
        while (parents[line] != line)
        {
            line = parents[line] = parents[parents[line]];
        }

        return line;
    }
}
