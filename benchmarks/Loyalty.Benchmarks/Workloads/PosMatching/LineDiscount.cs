namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>What one offer of the workload takes off one line, for the contestants that are written by hand.</summary>
internal static class LineDiscount
{
    public static long Percent(long amount, int percent) => ((2 * amount * percent) + 100) / 200;

    /// <summary>The discount; 0 where the units that count are too few.</summary>
    public static long Of(in TillData.OfferRow offer, int quantity, int price, int counted) => offer.Kind switch
    {
        4 => (long)(quantity / (offer.Value + 1)) * price,
        _ when counted < offer.Least => 0,
        1 => (long)quantity * Math.Min(offer.Value, price),
        2 => (long)quantity * Math.Max(0, price - offer.Value),
        _ => Percent((long)quantity * price, offer.Value),
    };
}
