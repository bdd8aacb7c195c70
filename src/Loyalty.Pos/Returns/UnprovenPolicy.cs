namespace Loyalty.Pos.Returns;

/// <summary>What a return without its receipt gives.</summary>
public enum UnprovenPolicy
{
    /// <summary>Nothing: without its receipt nothing is taken back.</summary>
    Refused,

    /// <summary>The lowest price at which the article was sold within the time for returns.</summary>
    LowestPrice,
}
