namespace Loyalty.Pos.Redemption;

/// <summary>How an entry of a journal contradicts what the store knows.</summary>
public enum ContradictionKind
{
    /// <summary>The till sent another entry under this number before: it was probably set up anew without its journal and kept its id. The entry counts all the same, by the redemption's id.</summary>
    NumberUsedTwice,

    /// <summary>The redemption is known with other claims or for another guest. What was known first stands, and is paid.</summary>
    OtherContent,
}
