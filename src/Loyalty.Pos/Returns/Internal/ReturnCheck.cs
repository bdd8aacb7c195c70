using System.Collections.Immutable;
using System.Globalization;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Returns;

namespace Loyalty.Pos.Returns.Internal;

/// <summary>Whether a return may be reckoned at all: what comes back was bought and has not come back yet.</summary>
internal static class ReturnCheck
{
    public static ReturnRefusal? Documents(TillReceipt receipt, ReturnLedger before, Catalogue? catalogue, ReturnPolicy policy)
    {
        if (before.Receipt != receipt.Id || before.Quantities.Length != receipt.Lines.Length)
        {
            return new ReturnRefusal(ReturnFault.OtherReceipt, -1, 0, 0, $"The ledger is of the receipt '{before.Receipt}', not of '{receipt.Id}'; hand in its own.");
        }

        if (policy == ReturnPolicy.Keep)
        {
            return null;
        }

        if (catalogue?.Version == receipt.CatalogueVersion)
        {
            return receipt.Applied.FirstOrDefault(g => catalogue.Find(g.Offer) is null) is { } unknown
                ? new ReturnRefusal(ReturnFault.OtherCatalogue, -1, 0, 0, $"The receipt '{receipt.Id}' names the offer '{unknown.Offer}', which its catalogue {catalogue.Version} does not hold; the receipt was changed.")
                : null;
        }

        string given = catalogue is null ? "none" : $"version {catalogue.Version}";
        return new ReturnRefusal(
            ReturnFault.OtherCatalogue, -1, 0, 0, $"The receipt '{receipt.Id}' was priced with the catalogue {receipt.CatalogueVersion}, and {given} was handed in; the policy {policy} needs that one.");
    }

    /// <summary>What has come back of each line when these goods do; null where they are refused.</summary>
    public static ReturnRefusal? Goods(TillReceipt receipt, ReturnLedger before, ReadOnlySpan<ReturnedGoods> goods, out ImmutableArray<decimal> after)
    {
        after = [];
        if (goods.Length == 0)
        {
            return new ReturnRefusal(ReturnFault.Nothing, -1, 0, 0, "Nothing comes back; name at least one line.");
        }

        decimal[] sums = [.. before.Quantities];
        foreach (ReturnedGoods returned in goods)
        {
            if (returned.Line < 0 || returned.Line >= sums.Length)
            {
                return new ReturnRefusal(ReturnFault.UnknownLine, returned.Line, returned.Quantity, 0, string.Create(
                    CultureInfo.InvariantCulture, $"The receipt '{receipt.Id}' has no line {returned.Line}; its lines are 0 to {sums.Length - 1} (inclusive)."));
            }

            SoldLine line = receipt.Lines[returned.Line];
            if (returned.Quantity <= 0 || decimal.Round(returned.Quantity, line.IsWeighed ? 9 : 0) != returned.Quantity)
            {
                return new ReturnRefusal(ReturnFault.Quantity, returned.Line, returned.Quantity, 0, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {returned.Line} ('{line.Sku}'): a quantity of {returned.Quantity} cannot come back; it must be more than 0 and {(line.IsWeighed ? "have at most nine decimals" : "whole")}."));
            }

            decimal most = line.Quantity - sums[returned.Line];
            if (returned.Quantity > most)
            {
                return new ReturnRefusal(ReturnFault.MoreThanBought, returned.Line, returned.Quantity, most, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {returned.Line} ('{line.Sku}'): {returned.Quantity} cannot come back; of the {ReceiptJson.Shown(line.Quantity)} bought {ReceiptJson.Shown(line.Quantity - most)} have come back, so at most {ReceiptJson.Shown(most)} can."));
            }

            sums[returned.Line] += returned.Quantity;
        }

        after = [.. sums];
        return null;
    }
}
