namespace Loyalty.Pos.Internal;

/// <summary>Settles line rewards. Only lines that offers tie together are searched together; everything else is decided line by line.</summary>
internal sealed class LineStage(PricingWork work, Units units, Mechanic mechanic) : Stage(work, units, mechanic)
{
    private readonly Buffer<int> parents = new();
    private readonly Buffer<int> members = new();
    private readonly CombinationSearch search = new(work, units, mechanic);

    protected override long Apply(in ActiveOffer active, ReadOnlySpan<int> on, ApplicationLog? into) => Mechanic.Apply(active.Offer, on, into);

    protected override void Solve(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> together, ApplicationLog log)
    {
        Units.Save();
        ReadOnlySpan<int> byRank = Work.ByRank;
        parents.Resize(byRank.Length);
        for (int line = 0; line < byRank.Length; line++)
        {
            parents[line] = line;
        }

        Join(offers, alone);
        Join(offers, together);
        for (int root = 0; root < byRank.Length; root++)
        {
            if (Find(root) != root)
            {
                continue;
            }

            members.Clear();
            foreach (int line in byRank)
            {
                if (Find(line) == root)
                {
                    members.Add(line);
                }
            }

            search.StepsLeft = StepsLeft;
            if (!search.Choose(offers, alone, together, members.Span, log))
            {
                IsOptimal = false;
            }

            StepsLeft = search.StepsLeft;
        }

        ApplyAll(offers, together, log);
    }

    /// <summary>Joins the lines of each offer whose discount on one line depends on its other lines.</summary>
    private void Join(Span<ActiveOffer> offers, Buffer<int> which)
    {
        foreach (int i in which.Span)
        {
            if (IsSeparable(offers[i]))
            {
                continue;
            }

            ReadOnlySpan<int> own = LinesOf(offers[i]);
            for (int k = 1; k < own.Length; k++)
            {
                parents[Find(own[k])] = Find(own[0]);
            }
        }
    }

    /// <summary>Whether an offer decides each line for itself.</summary>
    internal static bool IsSeparable(in ActiveOffer active) => active.Lines <= 1
        || (active.Offer.Kind is RewardKind.Percent or RewardKind.Amount or RewardKind.FixedPrice
            && active.Offer.MaxDiscount == CompiledOffer.Unlimited && active.Offer.MaxUnits == CompiledOffer.Unlimited);

    private int Find(int line)
    {
        while (parents[line] != line)
        {
            line = parents[line] = parents[parents[line]];
        }

        return line;
    }
}
