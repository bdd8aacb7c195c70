namespace Loyalty.Pos.Internal;

/// <summary>Goes through all combinations of a <see cref="Component"/> that has few: quicker than to bound what they can give.</summary>
internal sealed class Combinations(Component component)
{
    private readonly Buffer<int> slots = new();
    private readonly Buffer<int> uses = new();
    private readonly Buffer<int> tried = new();

    /// <summary>How many combinations there are, or more than <paramref name="most"/> where there are more; begins with the first.</summary>
    public int Count(int most)
    {
        slots.Clear();
        uses.Clear();
        int count = 1;
        for (int s = 0; s < component.Slots.Count && count <= most; s++)
        {
            if (component.Slots[s].Takers > 1)
            {
                slots.Add(s);
                count *= component.Slots[s].Takers;
            }
        }

        for (int u = 0; u < component.Uses.Count && count <= most; u++)
        {
            if (component.Uses[u].IsContested)
            {
                uses.Add(u);
                count *= 2;
            }
        }

        tried.Resize(slots.Count);
        tried.Span.Clear();
        return count;
    }

    /// <summary>Turns to the next combination; false after the last.</summary>
    public bool Next()
    {
        foreach (int u in uses.Span)
        {
            ref Use use = ref component.Uses[u];
            use.IsDenied = !use.IsDenied;
            if (use.IsDenied)
            {
                return true;
            }
        }

        for (int i = 0; i < slots.Count; i++)
        {
            ref Slot slot = ref component.Slots[slots[i]];
            tried[i] = tried[i] + 1 < slot.Takers ? tried[i] + 1 : 0;
            slot.Taker = component.Takers[slot.FirstTaker + tried[i]];
            if (tried[i] > 0)
            {
                return true;
            }
        }

        return false;
    }
}
