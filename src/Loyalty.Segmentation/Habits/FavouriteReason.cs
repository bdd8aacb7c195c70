namespace Loyalty.Segmentation.Habits;

/// <summary>Why a guest has a favourite hour, store or channel, or none.</summary>
public enum FavouriteReason
{
    /// <summary>Too few visits, in all or at the leading one.</summary>
    TooFewVisits,

    /// <summary>Two lead together.</summary>
    Tie,

    /// <summary>One leads.</summary>
    Leads,
}
