namespace Loyalty.Pos.Internal;

/// <summary>Finds the best combination on lines that offers tie together: who takes which line whole, and who may use units of it.</summary>
internal sealed class CombinationSearch(PricingWork work, Units units, Mechanic mechanic)
{
    private const int Open = -1;
    private const int ByLine = -2;
    private const int MostMasks = 8;

    private readonly Buffer<int> byLine = new();
    private readonly Buffer<int> byUnits = new();
    private readonly Buffer<int> whole = new();
    private readonly Buffer<int> compound = new();
    private readonly Buffer<int> inOrder = new();
    private readonly Buffer<int> on = new();
    private readonly Buffer<Option> options = new();
    private readonly Buffer<Variable> variables = new();
    private readonly ApplicationLog trial = new();
    private readonly ApplicationLog best = new();
    private bool isComplete;
    private int unitCount;

    private enum Taker
    {
        Units,
        Whole,
        Rest,
    }

    private readonly record struct Option(int Base, int Mask);

    private struct Variable
    {
        public int Line;
        public int First;
        public int Count;
        public int Now;
        public int Best;
    }

    public int StepsLeft { get; set; }

    /// <summary>Chooses and applies what stands alone; what applies together is left to the caller. False where the bound stopped the search.</summary>
    public bool Choose(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> together, ReadOnlySpan<int> lines, ApplicationLog log)
    {
        Sort(offers, alone, together, lines);
        if (byLine.Count + byUnits.Count + whole.Count == 0)
        {
            return true;
        }

        inOrder.Clear();
        foreach (int line in lines)
        {
            inOrder.Add(line);
        }

        inOrder.Span.Sort();
        unitCount = units.Count;
        isComplete = true;
        BuildOptions(offers, lines);
        bool exact = Search(offers, lines);
        if (variables.Count > 0)
        {
            foreach (ref Variable variable in variables.Span)
            {
                variable.Now = variable.Best;
            }
        }

        units.Restore(lines, unitCount);
        Apply(offers, lines, log, withCompound: false);
        return exact;
    }

    /// <summary>Sorts the offers that concern these lines by what they take.</summary>
    private void Sort(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> together, ReadOnlySpan<int> lines)
    {
        byLine.Clear();
        byUnits.Clear();
        whole.Clear();
        compound.Clear();
        foreach (int i in alone.Span)
        {
            if (ConcernsAny(offers[i].Offer, lines))
            {
                (offers[i].Offer.TakesUnits ? byUnits : LineStage.IsSeparable(offers[i]) ? byLine : whole).Add(i);
            }
        }

        foreach (int i in together.Span)
        {
            if (ConcernsAny(offers[i].Offer, lines))
            {
                compound.Add(i);
            }
        }
    }

    private bool ConcernsAny(CompiledOffer offer, ReadOnlySpan<int> lines)
    {
        foreach (int line in lines)
        {
            if (work.Concerns(offer, line))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What may happen on each line. A line is left to nobody only where nobody wants it.</summary>
    private void BuildOptions(Span<ActiveOffer> offers, ReadOnlySpan<int> lines)
    {
        options.Clear();
        variables.Clear();
        foreach (int line in lines)
        {
            int full = 0;
            int users = 0;
            for (int u = 0; u < byUnits.Count; u++)
            {
                bool concerned = u < 31 && work.Concerns(offers[byUnits[u]].Offer, line);
                full |= concerned ? 1 << u : 0;
                users += concerned ? 1 : 0;
            }

            bool single = Any(offers, byLine, line);
            bool compounded = Any(offers, compound, line);
            int wholes = 0;
            foreach (int i in whole.Span)
            {
                wholes += work.Concerns(offers[i].Offer, line) ? 1 : 0;
            }

            bool contested = users + wholes + (single ? 1 : 0) + (compounded ? 1 : 0) > 1;
            Variable variable = new() { Line = line, First = options.Count };
            if (single)
            {
                AddMasks(ByLine, full, users, contested);
            }

            for (int w = 0; w < whole.Count; w++)
            {
                if (work.Concerns(offers[whole[w]].Offer, line))
                {
                    AddMasks(w, full, users, contested);
                }
            }

            if (compounded || (!single && wholes == 0))
            {
                AddMasks(Open, full, users, contested);
            }

            variable.Count = options.Count - variable.First;
            variables.Add(variable);
        }
    }

    private void AddMasks(int line, int full, int users, bool contested)
    {
        options.Add(new Option(line, full));
        if (!contested || full == 0)
        {
            return;
        }

        if (users > MostMasks)
        {
            // Too many to try all: each alone, and none.
            isComplete = false;
            options.Add(new Option(line, 0));
            for (int u = 0; u < 31; u++)
            {
                if ((full & (1 << u)) != 0)
                {
                    options.Add(new Option(line, 1 << u));
                }
            }

            return;
        }

        for (int mask = (full - 1) & full; ; mask = (mask - 1) & full)
        {
            options.Add(new Option(line, mask));
            if (mask == 0)
            {
                return;
            }
        }
    }

    private bool Any(Span<ActiveOffer> offers, Buffer<int> which, int line)
    {
        foreach (int i in which.Span)
        {
            if (work.Concerns(offers[i].Offer, line))
            {
                return true;
            }
        }

        return false;
    }

    private bool Search(Span<ActiveOffer> offers, ReadOnlySpan<int> lines)
    {
        double combinations = 1;
        foreach (ref readonly Variable variable in variables.Span)
        {
            combinations *= variable.Count;
        }

        best.Clear();
        bool first = true;
        if (combinations == 1)
        {
            return true;
        }

        if (combinations <= StepsLeft)
        {
            do
            {
                Try(offers, lines, ref first);
            }
            while (Advance());

            return isComplete;
        }

        Climb(offers, lines, ref first);
        return false;
    }

    /// <summary>The greedy result: each line in turn takes what is best with the others as they are, until nothing improves.</summary>
    private void Climb(Span<ActiveOffer> offers, ReadOnlySpan<int> lines, ref bool first)
    {
        Try(offers, lines, ref first);
        bool improved = true;
        while (improved && StepsLeft > 0)
        {
            improved = false;
            for (int v = 0; v < variables.Count && StepsLeft > 0; v++)
            {
                for (int option = 0; option < variables[v].Count && StepsLeft > 0; option++)
                {
                    variables[v].Now = option;
                    improved |= Try(offers, lines, ref first);
                }

                variables[v].Now = variables[v].Best;
            }
        }
    }

    private bool Try(Span<ActiveOffer> offers, ReadOnlySpan<int> lines, ref bool first)
    {
        StepsLeft--;
        units.Restore(lines, unitCount);
        trial.Clear();
        Apply(offers, lines, trial, withCompound: true);
        if (!first && (trial.Total < best.Total || (trial.Total == best.Total && !trial.IsPreferredTo(best, inOrder.Span))))
        {
            return false;
        }

        first = false;
        best.CopyFrom(trial);
        foreach (ref Variable variable in variables.Span)
        {
            variable.Best = variable.Now;
        }

        return true;
    }

    private bool Advance()
    {
        foreach (ref Variable variable in variables.Span)
        {
            if (++variable.Now < variable.Count)
            {
                return true;
            }

            variable.Now = 0;
        }

        return false;
    }

    /// <summary>Applies a combination: users of units in their order, then takers of whole lines, then what applies to the rest.</summary>
    private void Apply(Span<ActiveOffer> offers, ReadOnlySpan<int> lines, ApplicationLog log, bool withCompound)
    {
        for (int u = 0; u < byUnits.Count; u++)
        {
            Gather(offers[byUnits[u]].Offer, u, Taker.Units);
            _ = mechanic.Apply(offers[byUnits[u]].Offer, on.Span, log);
        }

        for (int w = 0; w < whole.Count; w++)
        {
            Gather(offers[whole[w]].Offer, w, Taker.Whole);
            _ = mechanic.Apply(offers[whole[w]].Offer, on.Span, log);
        }

        foreach (ref readonly Variable variable in variables.Span)
        {
            if (options[variable.First + variable.Now].Base == ByLine)
            {
                ApplyBest(offers, variable.Line, log);
            }
        }

        if (withCompound)
        {
            foreach (int i in compound.Span)
            {
                Gather(offers[i].Offer, 0, Taker.Rest);
                _ = mechanic.Apply(offers[i].Offer, on.Span, log);
            }
        }
    }

    /// <summary>The offer that gives most on what is left of a line; of equal ones the smaller id.</summary>
    private void ApplyBest(Span<ActiveOffer> offers, int line, ApplicationLog log)
    {
        ReadOnlySpan<int> alone = [line];
        CompiledOffer? winner = null;
        long most = 0;
        foreach (int i in byLine.Span)
        {
            CompiledOffer offer = offers[i].Offer;
            if (!work.Concerns(offer, line))
            {
                continue;
            }

            long discount = mechanic.Apply(offer, alone, null);
            if (discount > most || (discount == most && discount > 0 && offer.Index < winner!.Index))
            {
                most = discount;
                winner = offer;
            }
        }

        if (winner is not null)
        {
            _ = mechanic.Apply(winner, alone, log);
        }
    }

    private void Gather(CompiledOffer offer, int number, Taker taker)
    {
        on.Clear();
        foreach (ref readonly Variable variable in variables.Span)
        {
            Option option = options[variable.First + variable.Now];
            bool may = taker switch
            {
                Taker.Units => number >= 31 || (option.Mask & (1 << number)) != 0,
                Taker.Whole => option.Base == number,
                _ => true,
            };
            if (may && work.Concerns(offer, variable.Line))
            {
                on.Add(variable.Line);
            }
        }
    }
}
