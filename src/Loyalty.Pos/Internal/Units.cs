
namespace Loyalty.Pos.Internal;

/// <summary>Every unit of the basket, alike ones together, with what is left of it.</summary>
internal sealed class Units
{
    private readonly Buffer<Run> runs = new();
    private readonly Buffer<Run> saved = new();
    private readonly Buffer<Run> kept = new();
    private readonly Buffer<Run> marked = new();
    private readonly Buffer<int> heads = new();
    private int keptCount;

    public ref Run this[int run] => ref runs[run];

    public int Head(int line) => heads[line];

    public int Count => runs.Count;

    /// <summary>Lays out the units of the basket's lines, each untouched.</summary>
    public void Lay(ReadOnlySpan<BasketLine> lines, ReadOnlySpan<Resolution> resolutions)
    {
        Begin(lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            Lay(i, lines[i], resolutions[i]);
        }
    }

    /// <summary>Begins with a basket of so many lines; none is laid out yet.</summary>
    public void Begin(int lines)
    {
        runs.Clear();
        heads.Resize(lines);
    }

    /// <summary>Lays out the units of one line, each untouched.</summary>
    /// <param name="index">Which line.</param>
    /// <param name="line">The line.</param>
    /// <param name="article">What the catalogue says of its article; null where its units may go down to zero.</param>
    public void Lay(int index, in BasketLine line, Resolution? article)
    {
        (long amount, long more) = Math.DivRem(line.Amount, line.Units);
        int head = -1;
        if (line.Units > more)
        {
            head = Add(index, line.Units - more, amount, Bear(line, article, amount), -1);
        }

        // The first units carry the odd minor units.
        heads[index] = more > 0 ? Add(index, more, amount + 1, Bear(line, article, amount + 1), head) : head;
    }

    /// <summary>What is left of a line's units that no exclusive line reward took, and what they can bear.</summary>
    public (long Amount, long Bear) Open(int line)
    {
        long amount = 0;
        long bear = 0;
        for (int i = heads[line]; i >= 0; i = runs[i].Next)
        {
            ref readonly Run run = ref runs[i];
            amount += run.State == UnitState.Closed ? 0 : run.Amount * run.Count;
            bear += run.State == UnitState.Closed ? 0 : run.Bear * run.Count;
        }

        return (amount, bear);
    }

    /// <summary>What a unit can bear before it reaches its floor.</summary>
    public static long BearOf(in BasketLine line, Resolution article, long amount)
    {
        if (article.NeverDiscounted)
        {
            return 0;
        }

        long floor = article.Floor == 0 || !line.IsWeighed ? article.Floor : WeighedFloor(line.Quantity, article.Floor);
        return Math.Max(0, amount - floor);
    }

    /// <summary>Separates a run's first units from the rest; the rest becomes a run of its own behind it.</summary>
    public int Split(int run, long first)
    {
        Run rest = runs[run];
        rest.Count -= first;
        rest.Pick = 0;
        runs.Add(rest);
        ref Run front = ref runs[run];
        front.Count = first;
        front.Used = 0;
        front.Next = runs.Count - 1;
        return front.Next;
    }

    public void Discount(int run, long each)
    {
        ref Run units = ref runs[run];
        units.Amount -= each;
        units.Bear -= each;
    }

    /// <summary>Remembers everything, so that combinations can be tried.</summary>
    public void Save()
    {
        saved.Resize(runs.Count);
        runs.Span.CopyTo(saved.Span);
    }

    /// <summary>Puts lines back as they were saved, and forgets the runs that came since <paramref name="count"/>.</summary>
    public void Restore(ReadOnlySpan<int> lines, int count)
    {
        foreach (int line in lines)
        {
            for (int run = heads[line]; run >= 0; run = saved[run].Next)
            {
                runs[run] = saved[run];
            }
        }

        runs.Truncate(count);
    }

    /// <summary>Remembers everything apart from <see cref="Save"/>, to return to it line by line.</summary>
    public void Mark()
    {
        marked.Resize(runs.Count);
        runs.Span.CopyTo(marked.Span);
    }

    /// <summary>Puts lines back as they were marked; nothing else may have been split since.</summary>
    public void ReturnToMark(ReadOnlySpan<int> lines)
    {
        foreach (int line in lines)
        {
            for (int run = heads[line]; run >= 0; run = marked[run].Next)
            {
                runs[run] = marked[run];
            }
        }

        runs.Truncate(marked.Count);
    }

    /// <summary>Closes the units of a line that are open to all, as whatever stands alone on them would.</summary>
    public void CloseFree(int line)
    {
        for (int run = heads[line]; run >= 0; run = runs[run].Next)
        {
            runs[run].State = runs[run].State == UnitState.Free ? UnitState.Taken : runs[run].State;
        }
    }

    /// <summary>Remembers one line apart from <see cref="Save"/>, until it is put back.</summary>
    public void Keep(int line)
    {
        kept.Clear();
        keptCount = runs.Count;
        for (int run = heads[line]; run >= 0; run = runs[run].Next)
        {
            kept.Add(runs[run]);
        }
    }

    /// <summary>Puts back the line that was kept; nothing else may have been split since.</summary>
    public void PutBack(int line)
    {
        int run = heads[line];
        foreach (ref readonly Run before in kept.Span)
        {
            runs[run] = before;
            run = before.Next;
        }

        runs.Truncate(keptCount);
    }

    /// <summary>Ends a priority: what its compound offers discounted is open to compound ones alone.</summary>
    public void EndPriority()
    {
        foreach (ref Run run in runs.Span)
        {
            if (run.Touched)
            {
                run.Touched = false;
                run.State = run.State == UnitState.Free ? UnitState.Compounded : run.State;
            }
        }
    }

    /// <summary>Begins the basket rewards, which come on top of everything but what exclusive line rewards took.</summary>
    public void BeginBasketRewards()
    {
        foreach (ref Run run in runs.Span)
        {
            run.Touched = false;
            run.State = run.State == UnitState.Closed ? UnitState.Closed : UnitState.Free;
        }
    }

    private static long Bear(in BasketLine line, Resolution? article, long amount) => article is null ? amount : BearOf(line, article, amount);

    private int Add(int line, long count, long amount, long bear, int next)
    {
        runs.Add(new Run { Line = line, Count = count, Amount = amount, Bear = bear, Next = next });
        return runs.Count - 1;
    }

    /// <summary>The least whole amount that is not below floor × quantity.</summary>
    private static long WeighedFloor(decimal quantity, long floor)
    {
        decimal least = decimal.Ceiling(quantity * floor);
        return least > Catalog.Range.MostAmount ? Catalog.Range.MostAmount : (long)least;
    }
}
