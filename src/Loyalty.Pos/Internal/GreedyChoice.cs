namespace Loyalty.Pos.Internal;

/// <summary>
/// A greedy combination: first every offer that ties lines by itself, with what decides line by line on the rest; then one after another, the one
/// that gave most first, each on the lines that those before it left, kept where the whole gains by it.
/// </summary>
internal sealed class GreedyChoice(Component component, PricingWork work, ApplicationLog trial)
{
    private readonly Buffer<Admission> accepted = new();
    private readonly Buffer<long> given = new();
    private readonly Buffer<int> on = new();

    /// <summary>What each line of the basket gives where no offer that ties lines has it; known once they were chosen by parts.</summary>
    public ReadOnlySpan<long> Given => given.Span;

    /// <summary>Remembers what all gave with one offer alone of those that tie lines.</summary>
    public void Note(int tied, long total) => accepted.Add(new Admission(tied, total));

    /// <summary>What was noted, what gave most first.</summary>
    public ReadOnlySpan<Admission> DearestFirst()
    {
        SmallSort.Sort(accepted.Span);
        return accepted.Span;
    }

    /// <summary>
    /// Chooses where only offers that take whole lines tie them, after all was tried with none of these: then nothing changes but on the lines that
    /// one takes. Returns how many lines were tried.
    /// </summary>
    public int ChooseByParts(Span<ActiveOffer> offers)
    {
        given.Resize(work.Basket.Lines.Length);
        given.Span.Clear();
        foreach (ref readonly ApplicationLog.Entry entry in trial.Entries.Span)
        {
            given[entry.Line] += entry.Discount;
        }

        int looked = 0;
        for (int t = 0; t < component.Tied.Count; t++)
        {
            if (Admit(t))
            {
                Note(t, Gain(offers, t, ref looked));
                Dismiss(t);
            }
        }

        foreach (Admission admission in DearestFirst())
        {
            if (Admit(admission.Tied) && Gain(offers, admission.Tied, ref looked) <= 0)
            {
                Dismiss(admission.Tied);
            }
        }

        return looked;
    }

    /// <summary>What is gained where an offer takes the lines that it has in place of what was given there first.</summary>
    private long Gain(Span<ActiveOffer> offers, int t, ref int looked)
    {
        ref readonly Tied tied = ref component.Tied[t];
        long before = 0;
        on.Clear();
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref readonly Slot slot = ref component.Slots[component.Uses[u].Slot];
            if (slot.Taker == t)
            {
                on.Add(slot.Line);
                before += given[slot.Line];
            }
        }

        looked += on.Count;
        return component.Worth(offers, tied, on.Span, trial) - before;
    }

    /// <summary>Keeps every offer that ties lines from wherever something else may apply.</summary>
    public void Begin()
    {
        accepted.Clear();
        foreach (ref Use use in component.Uses.Span)
        {
            use.IsDenied = use.IsContested;
        }

        foreach (ref Slot slot in component.Slots.Span)
        {
            int last = component.Takers[slot.FirstTaker + slot.Takers - 1];
            int first = component.Takers[slot.FirstTaker];
            slot.Taker = last == Slot.Open && (first != Slot.ByLine || slot.Compound > slot.Single) ? last : first;
            slot.TakerAtFirst = slot.Taker;
        }
    }

    /// <summary>Lets an offer on its lines that no other has whole; false where there is none.</summary>
    public bool Admit(int t)
    {
        ref readonly Tied tied = ref component.Tied[t];
        bool any = false;
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref Use use = ref component.Uses[u];
            ref Slot slot = ref component.Slots[use.Slot];
            if (tied.Tie == Tie.Units)
            {
                any |= use.IsDenied;
                use.IsDenied = false;
            }
            else if (slot.Takers > 1 && slot.Taker == slot.TakerAtFirst)
            {
                any |= slot.Taker != t;
                slot.Taker = t;
            }
        }

        return any;
    }

    public void Dismiss(int t)
    {
        ref readonly Tied tied = ref component.Tied[t];
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref Use use = ref component.Uses[u];
            ref Slot slot = ref component.Slots[use.Slot];
            use.IsDenied = use.IsContested;
            slot.Taker = slot.Taker == t ? slot.TakerAtFirst : slot.Taker;
        }
    }
}
