using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Segmentation.Lifecycle;

/// <summary>A guest went from one stage to another, and why.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is a transition of nobody. Immutable.</remarks>
/// <param name="Customer">The guest.</param>
/// <param name="From">The stage before; <see cref="LifecycleStage.None"/> for one not yet a guest.</param>
/// <param name="To">The stage now.</param>
/// <param name="Day">The day on which it was seen.</param>
/// <param name="Visited">Whether the guest has come since the stage before was told.</param>
/// <param name="Result">The figures that decided it.</param>
public readonly record struct LifecycleTransition(CustomerId Customer, LifecycleStage From, LifecycleStage To, DateOnly Day, bool Visited, LifecycleResult Result)
{
    /// <summary>The reason in one sentence: <c>expected after 9 days, 31 passed</c>. Days are rounded to whole ones.</summary>
    public string Reason => To switch
    {
        LifecycleStage.None => "nothing is left of what was bought",
        LifecycleStage.Slipping or LifecycleStage.Lapsed or LifecycleStage.Lost => Say($"expected after {Result.RhythmDays:0} days, {Result.SilenceDays} passed"),
        _ when !Visited => Say($"expected after {Result.RhythmDays:0} days by today's rhythm, and only {Result.SilenceDays} passed"),
        LifecycleStage.New => "the first purchase",
        LifecycleStage.Returned => Say($"came back after {Result.SilenceBeforeReturnDays} days away"),
        LifecycleStage.Developing => Say($"came again: {Result.PurchaseDays} purchase days so far"),
        _ => Say($"comes every {Result.RhythmDays:0} days: {Result.PurchaseDays} purchase days so far"),
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
