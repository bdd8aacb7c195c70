namespace Loyalty.Segmentation.Lifecycle;

/// <summary>A guest's stage, and the figures that decided it.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is that of no guest. Immutable.</remarks>
/// <param name="Stage">The stage.</param>
/// <param name="PurchaseDays">Days with a visit.</param>
/// <param name="SilenceDays">Whole days since the last visit.</param>
/// <param name="RhythmDays">The time between purchases that is usual for this guest, in days.</param>
/// <param name="Silence">Silence in rhythms: <paramref name="SilenceDays"/> / <paramref name="RhythmDays"/>.</param>
/// <param name="Threshold">The limit that silence has passed (slipping, lapsed, lost), the one it has not passed yet (new, developing, active), or for a returned guest the one that the silence before the last visit had passed; in rhythms.</param>
/// <param name="SilenceBeforeReturnDays">For a returned guest, the days of silence that the last visit ended; else null.</param>
/// <param name="IsHeld">Whether only the earlier stage and <see cref="LifecycleOptions.ReturnMargin"/> keep the guest in this one.</param>
public readonly record struct LifecycleResult(
    LifecycleStage Stage, int PurchaseDays, int SilenceDays, double RhythmDays, double Silence, double Threshold, int? SilenceBeforeReturnDays, bool IsHeld = false);
