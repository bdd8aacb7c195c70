namespace Loyalty.Pos.Mechanics;

/// <summary>What an offer gives. The kinds are the records that derive from this one; there are no others.</summary>
public abstract record Reward
{
    private protected Reward()
    {
    }

    internal abstract void Check();
}
