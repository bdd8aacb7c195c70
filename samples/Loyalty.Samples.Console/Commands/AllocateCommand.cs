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

    private readonly record struct Candidate(string Customer, string Offer, decimal Value, Money Cost, int? Limit);

    /// <summary>The rows of the file, and the rules between them: an offer has one limit, a customer has each offer once.</summary>
    private sealed class Candidates(Currency currency)
    {
        private readonly List<(int Customer, int Offer, decimal Value, long Cost)> rows = [];
        private readonly Dictionary<string, int> customers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> offers = new(StringComparer.Ordinal);
        private readonly List<string> customerNames = [];
        private readonly List<string> offerNames = [];
        private readonly List<int?> limits = [];
        private readonly HashSet<(int Customer, int Offer)> pairs = [];

        public Candidate this[int index]
        {
            get
            {
                (int customer, int offer, decimal value, long cost) = rows[index];
                return new(customerNames[customer], offerNames[offer], value, new Money(cost, currency), limits[offer]);
            }
        }

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
            if (!offers.TryGetValue(offer, out int known))
            {
                return new(customer, offer, value, cost, limit);
            }

            if (limit is not null && limits[known] is { } earlier && earlier != limit)
            {
                throw new RowException("offer_limit", $"'{limit}' contradicts {earlier} on an earlier row; give the offer '{offer}' one limit");
            }

            return customers.TryGetValue(customer, out int place) && pairs.Contains((place, known))
                ? throw new RowException("offer_id", $"'{offer}' stands twice for this customer; give each pair once")
                : new(customer, offer, value, cost, limit);
        }

        public void Add(Candidate candidate)
        {
            int customer = PlaceOf(customers, customerNames, candidate.Customer);
            int offer = PlaceOf(offers, offerNames, candidate.Offer);
            if (offer == limits.Count)
            {
                limits.Add(null);
            }

            limits[offer] = candidate.Limit ?? limits[offer];
            _ = pairs.Add((customer, offer));
            rows.Add((customer, offer, candidate.Value, candidate.Cost.MinorUnits));
        }

        /// <summary>Customers become rows in ordinal order of their ids, because ties go to the smaller row.</summary>
        public CandidateSet ToSet()
        {
            CandidateSet set = new(currency, offerNames.Select((name, i) => new OfferTerms(new OfferId(name), limits[i])), rows.Count);
            string[] sorted = [.. customerNames];
            int[] places = [.. Enumerable.Range(0, sorted.Length)];
            Array.Sort(sorted, places, StringComparer.Ordinal);
            int[] ranks = new int[places.Length];
            for (int rank = 0; rank < places.Length; rank++)
            {
                ranks[places[rank]] = rank;
            }

            foreach ((int customer, int offer, decimal value, long cost) in rows)
            {
                set.Add(new CustomerId(ranks[customer]), offer, value, new Money(cost, currency));
            }

            return set;
        }

        private static int PlaceOf(Dictionary<string, int> places, List<string> names, string name)
        {
            if (!places.TryGetValue(name, out int place))
            {
                places.Add(name, place = names.Count);
                names.Add(name);
            }

            return place;
        }
    }
}
