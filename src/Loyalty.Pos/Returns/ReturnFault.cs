namespace Loyalty.Pos.Returns;

/// <summary>Why a return is refused.</summary>
public enum ReturnFault
{
    /// <summary>Nothing comes back.</summary>
    Nothing,

    /// <summary>The receipt has no such line.</summary>
    UnknownLine,

    /// <summary>The quantity is not more than 0, has more than nine decimals, or is a part of a unit.</summary>
    Quantity,

    /// <summary>More comes back than was bought and has not come back yet.</summary>
    MoreThanBought,

    /// <summary>What came back before is of another receipt.</summary>
    OtherReceipt,

    /// <summary>The policy needs the receipt's catalogue, and none or another version was handed in.</summary>
    OtherCatalogue,

    /// <summary>Without its receipt nothing is taken back.</summary>
    NoReceipt,

    /// <summary>The lowest price is outside its range.</summary>
    Price,
}
