using Loyalty.Core;

namespace Loyalty.Segmentation.Tests.Rfm;

/// <summary>A chain's receipts in columns: few guests with many, many with few.</summary>
internal sealed class Workload
{
    public Workload(int receipts, int customers)
    {
        SplitMix64 random = new(42);
        Customers = new int[receipts];
        Days = new short[receipts];
        Amounts = new int[receipts];
        for (int i = 0; i < receipts; i++)
        {
            double u = random.NextDouble();
            Customers[i] = (int)((long)Math.Floor(customers * u * u) * 611953 % customers);
            Days[i] = (short)random.Below(730);
            Amounts[i] = 100 + random.Below(20000);
        }
    }

    public int[] Customers { get; }

    public short[] Days { get; }

    public int[] Amounts { get; }
}
