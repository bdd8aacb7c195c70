using Loyalty.Core;

namespace Loyalty.Segmentation;

/// <summary>What a guest's receipts add up to at the end of a day.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is a guest without receipts. Immutable.</remarks>
/// <param name="Visits">Receipts with something left after returns; several on a day are several visits.</param>
/// <param name="PurchaseDays">Days with at least one visit; several visits on a day are one.</param>
/// <param name="Net">What was paid less what came back, over all receipts.</param>
/// <param name="FirstDay">The day of the first visit; null where there is none.</param>
/// <param name="LastDay">The day of the last visit; null where there is none.</param>
/// <param name="RecencyDays">Whole days from the last visit to the snapshot's date; null where there is no visit.</param>
public readonly record struct CustomerSummary(int Visits, int PurchaseDays, Money Net, DateOnly? FirstDay, DateOnly? LastDay, int? RecencyDays)
{
    /// <summary>Whether the guest came at least once and kept something.</summary>
    public bool HasVisits => Visits > 0;

    /// <summary>The mean time between purchase days.</summary>
    /// <value>In days; null below two purchase days.</value>
    public double? MeanGapDays => PurchaseDays < 2 ? null : (LastDay!.Value.DayNumber - FirstDay!.Value.DayNumber) / (double)(PurchaseDays - 1);
}
