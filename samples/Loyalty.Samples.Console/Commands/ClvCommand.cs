using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Samples.Commands;

/// <summary>What to expect of each guest after a calibration period: BG/NBD for purchases, Gamma-Gamma for their value.</summary>
internal sealed class ClvCommand : ICommand
{
    private const decimal Widest = 1_000_000_000_000;

    public string Name => "clv";

    public string Usage => "clv TRANSACTIONS.csv --calibration-end DATE [--unit day|week|month|year] [--horizon 39] --out clv.csv [--currency XXX] [--json] [--lenient]";

    public IReadOnlyList<string> ValueOptions => ["--calibration-end", "--unit", "--horizon", "--currency"];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (1, 1);

    public void Run(CommandContext context)
    {
        DateOnly end = context.Arguments.RequiredDate("--calibration-end");
        double unitDays = UnitDays(context.Arguments.Text("--unit") ?? "week");
        double horizon = (double)(context.Arguments.Decimal("--horizon", 0, 100_000) ?? 39);
        TextWriter output = context.Rows;
        CustomerDirectory directory = new();
        List<Guest> guests = [];
        bool hasAmount = false;
        context.Progress("Reading transactions", _ => hasAmount = Read(context, end, directory, guests));

        PurchaseGroups groups = new();
        foreach (Guest guest in guests)
        {
            groups.Add(guest.Purchases);
        }

        BgNbdFit purchases = BgNbdFit.To(groups, new PurchaseModelOptions { UnitDays = unitDays });
        GammaGammaFit? spend = hasAmount ? GammaGammaFit.To(guests.Select(g => g.Spend)) : null;
        using (CsvOut csv = new(output, "customer_id", "x", "t_x", "T", "p_alive", "expected_purchases", "expected_value"))
        {
            foreach (Guest guest in guests)
            {
                double? expected = purchases.Model?.ExpectedPurchases(guest.Purchases, horizon);
                csv.Row(directory.GetKey(guest.Customer), Format.Of(guest.Purchases.Count),
                    Format.Of(guest.Purchases.LastAfterDays / unitDays, 6), Format.Of(guest.Purchases.WatchedDays / unitDays, 6),
                    Format.Of(purchases.Model?.ProbabilityAlive(guest.Purchases), 6), Format.Of(expected, 6),
                    Format.Of(expected * spend?.Model?.ExpectedSpend(guest.Spend), 4));
            }
        }

        context.Summary["customers"] = guests.Count;
        context.Summary["bgNbd"] = purchases.Model is { } model ? new JsonObject
        {
            ["r"] = model.Parameters.R,
            ["alpha"] = model.Parameters.Alpha,
            ["a"] = model.Parameters.A,
            ["b"] = model.Parameters.B,
            ["logLikelihood"] = purchases.LogLikelihood,
        } : null;
        if (purchases.Model is null)
        {
            context.Summary["bgNbdReason"] = purchases.Reason;
        }

        context.Summary["gammaGamma"] = spend?.Model is { } value ? new JsonObject { ["p"] = value.P, ["q"] = value.Q, ["v"] = value.V } : null;
        if (spend?.Model is null)
        {
            context.Summary["gammaGammaReason"] = spend?.Reason ?? "The file has no column 'amount'.";
        }
        else if (spend.IsDoubtful)
        {
            context.Summary["gammaGammaReason"] = string.Create(CultureInfo.InvariantCulture,
                $"Frequency and value correlate ({spend.FrequencyValueCorrelation:F2}), which the model takes for 0: expected values are biased.");
        }
    }

    private static double UnitDays(string unit) => unit switch
    {
        "day" => 1,
        "week" => 7,
        "month" => 365.25 / 12,
        "year" => 365.25,
        _ => throw new UsageException($"The option --unit must be day, week, month or year, not '{unit}'."),
    };

    private static bool Read(CommandContext context, DateOnly end, CustomerDirectory directory, List<Guest> guests)
    {
        using CsvFile csv = new(context, context.Arguments.Files[0], "customer_id", "date");
        Currency currency = context.Currency;
        bool hasAmount = csv.Has("amount");
        List<Dictionary<int, Day>> days = [];
        foreach ((CustomerId customer, int number, long cents) in csv.Rows(row =>
        {
            string key = row.Required("customer_id");
            if (System.Text.Encoding.UTF8.GetByteCount(key) > 1024)
            {
                throw new RowException("customer_id", $"the value has {key.Length} characters; allowed are at most 1024 bytes");
            }

            int day = DayOf(row);
            long amount = hasAmount ? Money.Round(row.Decimal("amount", -Widest, Widest), currency).MinorUnits : 0;
            return (day <= end.DayNumber ? directory.GetOrAdd(key) : CustomerId.None, day, amount);
        }))
        {
            if (customer.IsNone)
            {
                continue;
            }

            if (customer.Index == days.Count)
            {
                days.Add([]);
            }

            ref Day day = ref CollectionsMarshal.GetValueRefOrAddDefault(days[customer.Index], number, out _);
            if (Int128.Abs((Int128)day.Cents + cents) > long.MaxValue / 2)
            {
                throw new InputException(context.Arguments.Files[0], csv.Line, "amount", "the amounts of one customer's day together no longer fit 64 bits of minor units");
            }

            day = new Day(day.Cents + cents, day.HasReturn || cents < 0);
        }

        for (int row = 0; row < days.Count; row++)
        {
            // A day on which everything came back is no purchase; one on which goods were free is.
            KeyValuePair<int, Day>[] bought = [.. days[row].Where(d => d.Value.Cents > 0 || !d.Value.HasReturn).OrderBy(d => d.Key)];
            if (bought.Length > 0)
            {
                int first = bought[0].Key;
                double repeated = bought.Skip(1).Sum(d => (double)Math.Max(0, d.Value.Cents));
                guests.Add(new Guest(
                    new CustomerId(row),
                    new RepeatPurchases(bought.Length - 1, bought[^1].Key - first, end.DayNumber - first),
                    new SpendHistory(bought.Length - 1, bought.Length < 2 ? 0 : repeated / (bought.Length - 1) / currency.Scale)));
            }
        }

        return hasAmount;
    }

    /// <summary>A date of ISO 8601, in its basic form too: transaction exports often write <c>19970101</c>.</summary>
    private static int DayOf(CsvRow row) =>
        DateOnly.TryParseExact(row.Text("date"), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly basic)
            ? basic.DayNumber
            : DateOnly.FromDateTime(row.Instant("date").DateTime).DayNumber;

    private readonly record struct Day(long Cents, bool HasReturn);

    private readonly record struct Guest(CustomerId Customer, RepeatPurchases Purchases, SpendHistory Spend);
}
