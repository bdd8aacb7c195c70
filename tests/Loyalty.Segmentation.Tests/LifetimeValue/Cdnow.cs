using System.Globalization;
using System.IO.Compression;
using Loyalty.Core;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

/// <summary>The sample on which the published parameters rest.</summary>
internal static class Cdnow
{
    private static readonly Lazy<(PurchaseHistory History, List<SpendHistory> Spend)> Data = new(Read);

    public static DateOnly CalibrationEnd { get; } = new(1997, 9, 30);

    public static DateOnly End { get; } = new(1998, 6, 30);

    public static PurchaseHistory History => Data.Value.History;

    /// <summary>Repeat days and their mean spend in dollars, in order of the file.</summary>
    public static IReadOnlyList<SpendHistory> Spend => Data.Value.Spend;

    public static CustomerSummaries Calibration { get; } = History.Summarise(CalibrationEnd);

    public static PurchaseGroups Groups() => PurchaseGroups.Of(Calibration);

    /// <summary>The guests one by one, in order of the file.</summary>
    public static IEnumerable<RepeatPurchases> Purchases() =>
        Enumerable.Range(0, Calibration.Rows).Select(row => RepeatPurchases.Of(Calibration[new CustomerId(row)])!.Value);

    private static (PurchaseHistory, List<SpendHistory>) Read()
    {
        PurchaseHistory history = new();
        CustomerDirectory directory = new();
        List<SortedDictionary<DateOnly, decimal>> days = [];
        using StreamReader reader = new(new GZipStream(File.OpenRead(Repository.PathOf("tests", "Loyalty.Segmentation.Tests", "Data", "cdnow", "transactions.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            CustomerId customer = directory.GetOrAdd(fields[1]);
            DateOnly day = DateOnly.ParseExact(fields[2], "yyyyMMdd", CultureInfo.InvariantCulture);
            decimal dollars = decimal.Parse(fields[4], CultureInfo.InvariantCulture);

            // A few purchases cost nothing and still are purchases; one minor unit keeps them visits.
            history.Add(customer, day, new Money(Math.Max(1, (long)(dollars * 100)), default));
            if (customer.Index == days.Count)
            {
                days.Add([]);
            }

            if (day <= CalibrationEnd)
            {
                days[customer.Index][day] = days[customer.Index].GetValueOrDefault(day) + dollars;
            }
        }

        return (history, [.. days.Select(d => new SpendHistory(d.Count - 1, d.Count < 2 ? 0 : (double)d.Values.Skip(1).Average()))]);
    }
}
