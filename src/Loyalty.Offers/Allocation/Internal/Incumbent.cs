namespace Loyalty.Offers.Allocation.Internal;

/// <summary>The best allocation found so far.</summary>
internal sealed class Incumbent(int[] slots, Int128 value, long cost)
{
    public int[] Slots { get; } = slots;

    public Int128 Value { get; set; } = value;

    public long Cost { get; set; } = cost;

    /// <summary>The prefix of the relaxation, and then whatever further step still fits, steepest first.</summary>
    public static Incumbent Fill(Relaxation relaxation)
    {
        Incumbent filled = new((int[])relaxation.Slots.Clone(), relaxation.Value, relaxation.Cost);
        HashSet<int> skipped = [];
        for (int i = relaxation.Break; i < relaxation.Steps.Count; i++)
        {
            Step step = relaxation.Steps[i];
            if (skipped.Contains(step.Customer) || step.Cost > relaxation.Budget - filled.Cost)
            {
                _ = skipped.Add(step.Customer);
                continue;
            }

            Relaxation.Apply(filled.Slots, relaxation.PerCustomer, step);
            filled.Value += step.Value;
            filled.Cost += step.Cost;
        }

        return filled;
    }
}
