using System.Collections.Immutable;
using System.Globalization;
using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Returns;

/// <summary>What has come back of one receipt so far, and what was given for it. The host stores it beside the receipt.</summary>
/// <remarks>
/// Immutable; each return makes the next one. Two returns that start from the same ledger must not both be kept: store it where <see cref="Steps"/> is compared, as any
/// optimistic lock. Compared by reference; <see cref="ToJson"/> is equal for equal content.
/// </remarks>
public sealed class ReturnLedger
{
    /// <summary>The format that <see cref="ToJson"/> writes, and the newest that <see cref="Parse(ReadOnlySpan{byte}, TillReceipt)"/> reads.</summary>
    public const int Format = 1;

    internal ReturnLedger(TillReceipt receipt, ImmutableArray<decimal> quantities)
    {
        Receipt = receipt.Id;
        Quantities = quantities;
    }

    /// <summary>The receipt's number.</summary>
    public string Receipt { get; }

    /// <summary>How many returns were made.</summary>
    public int Steps { get; internal init; }

    /// <summary>What has come back of each line, in the receipt's order.</summary>
    public ImmutableArray<decimal> Quantities { get; }

    /// <summary>What was refunded, in money and in points, in minor units.</summary>
    public long Refunded { get; internal init; }

    /// <summary>What was refunded in money, in minor units.</summary>
    public long Money { get; internal init; }

    /// <summary>The points that had been spent on the receipt and were given back.</summary>
    public long PointsGivenBack { get; internal init; }

    /// <summary>The points that the receipt had earned and that were taken back.</summary>
    public long PointsTakenBack { get; internal init; }

    /// <summary>The coupons that were handed back, by code.</summary>
    public ImmutableArray<string> Coupons { get; internal init; } = [];

    /// <summary>The earned gifts that were asked back, by offer.</summary>
    public ImmutableArray<ReturnedGift> Gifts { get; internal init; } = [];

    /// <summary>The ledger of a receipt of which nothing has come back.</summary>
    /// <param name="receipt">The receipt.</param>
    public static ReturnLedger None(TillReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return new ReturnLedger(receipt, [.. receipt.Lines.Select(_ => 0m)]);
    }

    /// <summary>Writes the ledger as one JSON object on one line, UTF-8.</summary>
    /// <param name="receipt">Its receipt, which names the currency.</param>
    /// <exception cref="ArgumentException">It is another receipt.</exception>
    public byte[] ToJson(TillReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return receipt.Id == Receipt
            ? LedgerJson.Write(this, receipt.Currency)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The ledger is of the receipt '{Receipt}', not of '{receipt.Id}'."), nameof(receipt));
    }

    /// <summary>Reads a ledger.</summary>
    /// <param name="utf8">A JSON object as <see cref="ToJson"/> writes it.</param>
    /// <param name="receipt">The receipt it belongs to.</param>
    /// <exception cref="DocumentFormatException">It is malformed, of a newer format, of another receipt, or gives back more than the receipt holds.</exception>
    public static ReturnLedger Parse(ReadOnlySpan<byte> utf8, TillReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return LedgerJson.Read(PlacedJson.Parse(utf8), receipt);
    }

    /// <summary>Reads a ledger.</summary>
    /// <param name="json">A JSON object as <see cref="ToJson"/> writes it.</param>
    /// <param name="receipt">The receipt it belongs to.</param>
    /// <exception cref="DocumentFormatException">It is malformed, of a newer format, of another receipt, or gives back more than the receipt holds.</exception>
    public static ReturnLedger Parse(string json, TillReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return LedgerJson.Read(PlacedJson.Parse(json), receipt);
    }
}
