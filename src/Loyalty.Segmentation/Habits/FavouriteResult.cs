namespace Loyalty.Segmentation.Habits;

/// <summary>A guest's favourite hour, store or channel, and what decided it.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is that of a guest without visits. Immutable.</remarks>
/// <typeparam name="T">What is a favourite.</typeparam>
/// <param name="Favourite">The favourite; null where there is none.</param>
/// <param name="Reason">Why.</param>
/// <param name="Leading">The one with the most spend, even where evidence is short; null without visits, or where two lead together.</param>
/// <param name="Visits">Visits there; 0 where two lead together.</param>
/// <param name="Spend">What visits there cost, in minor units.</param>
public readonly record struct FavouriteResult<T>(T? Favourite, FavouriteReason Reason, T? Leading, long Visits, long Spend)
    where T : struct;
