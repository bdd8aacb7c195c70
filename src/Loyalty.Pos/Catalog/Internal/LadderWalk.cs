namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Goes over the ladders of one selector, which follow each other with their steps between them.</summary>
internal ref struct LadderWalk(ReadOnlySpan<LadderCell> cells, int first)
{
    private readonly ReadOnlySpan<LadderCell> cells = cells;
    private bool isBegun;

    /// <summary>The cell of a ladder's head.</summary>
    public int Current { get; private set; } = first;

    public readonly LadderWalk GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!isBegun)
        {
            isBegun = true;
            return Current >= 0;
        }

        ref readonly Ladder passed = ref cells[Current].Head;
        Current += 1 + passed.Steps;
        return !passed.IsLast;
    }
}
