using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Offers.Allocation;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Commands;

/// <summary>Chooses who gets which offer under a budget.</summary>
internal sealed class AllocateCommand : ICommand
{
    public string Name => "allocate";

    public string Usage => "allocate CANDIDATES.csv --budget N --out picks.csv [--per-customer 1] [--currency XXX]";

    public IReadOnlyList<string> ValueOptions => ["--budget", "--per-customer", "--currency"];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (1, 1);

    public void Run(CommandContext context)
    {
        Currency currency = context.Currency;
        Money budget = Budget(context.Arguments, currency);
        int perCustomer = context.Arguments.Integer("--per-customer", 1, 1, 1_000);
        string file = context.Arguments.Files[0];
        Candidates candidates = new(currency);
        using CsvFile csv = new(context, file, "customer_id", "offer_id", "value", "cost");
        foreach (Candidate candidate in csv.Rows(candidates.Read))
        {
            candidates.Add(candidate);
        }

        AllocationResult result;
        using (CsvOut rows = new(context.Rows, "customer_id", "offer_id", "value", "cost"))
        {
            try
            {
                result = new OfferAllocator(new AllocationOptions { Budget = budget, PerCustomer = perCustomer }).Allocate(candidates.ToSet());
            }
            catch (OverflowException)
            {
                throw new InputException(file, 1, "value", "the values are so large that their total does not fit; allowed is a total of at most 79228162514264337593543950335");
            }

            // Rows out stand in the order of the rows in.
            foreach (AllocationPick pick in result.Picks.OrderBy(p => p.Candidate))
            {
                Candidate row = candidates[pick.Candidate];
                rows.Row(row.Customer, row.Offer, row.Value.ToString(CultureInfo.InvariantCulture), Format.Of(row.Cost));
            }
        }

        context.Summary["value"] = JsonValue.Create(result.Value);
        context.Summary["cost"] = JsonValue.Create(result.Cost.ToDecimal());
        context.Summary["upperBound"] = JsonValue.Create(result.UpperBound);
        context.Summary["gap"] = JsonValue.Create(result.Gap);
        context.Summary["optimal"] = result.IsOptimal;
        context.Summary["picks"] = result.Picks.Count;
    }

    private static Money Budget(Arguments arguments, Currency currency)
    {
        _ = arguments.RequiredText("--budget");
        decimal most = (decimal)long.MaxValue / currency.Scale;
        decimal amount = arguments.Decimal("--budget", 0, most)!.Value;
        Money budget = Money.Round(amount, currency);
        return budget.ToDecimal() == amount ? budget : throw new UsageException(string.Create(CultureInfo.InvariantCulture,
            $"The option --budget must have at most {currency.MinorUnits} digits after the point, not '{amount}'."));
    }

    private sealed record Candidate(string Customer, string Offer, decimal Value, Money Cost, int? Limit, int Line);

    /// <summary>The rows of the file, and the rules between them: an offer has one limit, a customer has each offer once.</summary>
    private sealed class Candidates(Currency currency)
    {
        private readonly List<Candidate> rows = [];
        private readonly Dictionary<string, int?> limits = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Customer, string Offer), int> lines = [];

        public Candidate this[int index] => rows[index];

        public Candidate Read(CsvRow row)
        {
            string customer = row.Required("customer_id");
            string offer = row.Required("offer_id");
            if (!OfferId.TryCreate(offer, out _))
            {
                throw new RowException("offer_id", $"'{offer}' is not allowed; allowed are 1 to 128 characters without control characters and without white space at either end");
            }

            decimal value = row.Decimal("value");
            Money cost = row.Money("cost", currency, 0);
            int? limit = row.Text("offer_limit").Length == 0 ? null : (int)row.Integer("offer_limit", 0, int.MaxValue);
            if (limit is not null && limits.GetValueOrDefault(offer) is { } earlier && earlier != limit)
            {
                throw new RowException("offer_limit", $"'{limit}' contradicts {earlier} on an earlier row; give the offer '{offer}' one limit");
            }

            return lines.TryGetValue((customer, offer), out int line)
                ? throw new RowException("offer_id", $"'{offer}' stands twice for this customer, first on line {line}; give each pair once")
                : new Candidate(customer, offer, value, cost, limit, row.Line);
        }

        public void Add(Candidate candidate)
        {
            rows.Add(candidate);
            lines.Add((candidate.Customer, candidate.Offer), candidate.Line);
            limits[candidate.Offer] = candidate.Limit ?? limits.GetValueOrDefault(candidate.Offer);
        }

        /// <summary>Customers become rows in ordinal order of their ids, because ties go to the smaller row.</summary>
        public CandidateSet ToSet()
        {
            string[] offers = [.. limits.Keys];
            CandidateSet set = new(currency, offers.Select(o => new OfferTerms(new OfferId(o), limits[o])), rows.Count);
            Dictionary<string, int> places = offers.Index().ToDictionary(o => o.Item, o => o.Index, StringComparer.Ordinal);
            Dictionary<string, int> customers = rows.Select(r => r.Customer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
            foreach (Candidate row in rows)
            {
                set.Add(new CustomerId(customers[row.Customer]), places[row.Offer], row.Value, row.Cost);
            }

            return set;
        }
    }
}
