using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.LifetimeValue;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Extensions;

/// <summary>The options of Loyalty.Segmentation, one for each concept.</summary>
public sealed record SegmentationOptions
{
    /// <summary>How guests are scored by recency, frequency and monetary value.</summary>
    public RfmOptions Rfm { get; init; } = new();

    /// <summary>How a guest's stage follows from their own rhythm.</summary>
    public LifecycleOptions Lifecycle { get; init; } = new();

    /// <summary>How the day of the big shop is found.</summary>
    public FavouriteDayOptions FavouriteDay { get; init; } = new();

    /// <summary>How a favourite hour, store or channel is found.</summary>
    public FavouriteOptions Favourites { get; init; } = new();

    /// <summary>How purchases to come are fitted, by whichever model.</summary>
    public PurchaseModelOptions PurchaseModel { get; init; } = new();
}
