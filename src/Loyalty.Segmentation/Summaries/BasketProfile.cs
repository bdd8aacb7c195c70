using Loyalty.Core;

namespace Loyalty.Segmentation.Summaries;

/// <summary>How large a guest's baskets are, and how much of them was bought at a discount.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is a guest without visits. Immutable.</remarks>
/// <param name="Visits">Receipts with something left after returns.</param>
/// <param name="Lines">Lines bought on these.</param>
/// <param name="Spend">What these cost.</param>
/// <param name="OnOffer">What of it was bought at a discount.</param>
public readonly record struct BasketProfile(long Visits, long Lines, Money Spend, Money OnOffer)
{
    /// <summary>The mean spend on a visit.</summary>
    /// <value>In minor units; null without visits.</value>
    public double? MeanSpend => Visits == 0 ? null : (double)Spend.MinorUnits / Visits;

    /// <summary>The mean number of lines on a visit.</summary>
    /// <value>Null without visits.</value>
    public double? MeanLines => Visits == 0 ? null : (double)Lines / Visits;

    /// <summary>The promo sensitivity: the share of spend that was bought at a discount.</summary>
    /// <value>0 to 1; null without visits.</value>
    public double? OfferShare => Spend.MinorUnits == 0 ? null : (double)OnOffer.MinorUnits / Spend.MinorUnits;
}
