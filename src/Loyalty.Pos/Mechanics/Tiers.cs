using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Mechanics;

/// <summary>The highest step that the target reaches before any discount, that step alone, over the target.</summary>
/// <param name="By">What the steps count.</param>
/// <param name="Steps">At least one, each with another start.</param>
public sealed record Tiers(TierMeasure By, IReadOnlyList<TierStep> Steps) : Reward
{
    internal override void Check()
    {
        Range.Known(By, "by");
        Range.Within(Steps.Count, 1, 1000, "The number of steps");
        HashSet<decimal> starts = [];
        foreach (TierStep step in Steps)
        {
            Range.Within(step.From, 0, Range.MostAmount, "A step's start");
            Range.Within(step.Percent, 0, 100, "A step's percent");
            Range.Amount(step.Amount, "A step's amount");
            if (By == TierMeasure.Spend && decimal.Truncate(step.From) != step.From)
            {
                throw new ArgumentException("A step by spend starts at whole minor units.");
            }

            if (step.Percent != 0 && step.Amount != 0)
            {
                throw new ArgumentException("A step gives a percent or an amount, not both.");
            }

            if (!starts.Add(step.From))
            {
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Two steps start at {step.From}; each starts elsewhere."));
            }
        }
    }
}
