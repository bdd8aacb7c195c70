using System.Text.Json.Nodes;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Samples.Contacts;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Commands;

/// <summary>Decides requests to write to guests.</summary>
internal sealed class ContactCommand : ICommand
{
    public string Name => "contact";

    public string Usage => "contact --matrix matrix.json REQUESTS.csv --out decisions.csv [--ledger FILE.db] [--json] [--lenient]";

    public IReadOnlyList<string> ValueOptions => ["--matrix", "--ledger"];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (1, 1);

    public void Run(CommandContext context)
    {
        string matrixFile = context.Arguments.RequiredText("--matrix");
        TextWriter rows = context.Rows;
        ContactMatrix matrix = Matrix(matrixFile);
        CustomerDirectory customers = new();
        Dictionary<string, GuestZone> zones = new(StringComparer.Ordinal);
        using CsvFile file = new(context, context.Arguments.Files[0], "request_id", "customer_id", "partner", "channel", "kind", "at");
        RequestRow[] requests = [.. file.Rows(row => RequestRow.Read(row, customers, zones))];

        // Everything that the file holds may count: requests of this run may be older than those of the last.
        ContactLedger ledger = new(new ContactGate(matrix), TimeProvider.System, new ContactLedgerOptions { LoadPeriod = TimeSpan.FromDays(36_500) });
        using ContactDatabase? database = context.Arguments.Text("--ledger") is { } path ? new ContactDatabase(path) : null;
        ContactDecision[] decisions = Decide(requests, ledger, database, customers);

        using (CsvOut csv = new(rows, "request_id", "decision", "rule", "next_allowed_at"))
        {
            for (int i = 0; i < requests.Length; i++)
            {
                csv.Row(requests[i].Id, Word(decisions[i].Outcome), decisions[i].Rule ?? "", decisions[i].NextAllowedAt is { } next ? Format.Of(next) : "");
            }
        }

        rows.Flush();
        Summarise(context.Summary, requests, decisions);

        // The last step that can fail: a run that ends badly before it has counted nothing, and one after it repeats its answers.
        database?.Commit();
    }

    private static ContactMatrix Matrix(string file)
    {
        try
        {
            return ContactMatrix.Parse(InputFile.ReadAllText(file));
        }
        catch (DocumentFormatException e)
        {
            throw new InputException(file, e.Line, e.Message);
        }
    }

    private static ContactDecision[] Decide(RequestRow[] requests, ContactLedger ledger, ContactDatabase? database, CustomerDirectory customers)
    {
        int[] order = [.. Enumerable.Range(0, requests.Length).OrderBy(i => requests[i].Request.At).ThenBy(i => requests[i].Id, StringComparer.Ordinal)];
        if (database is not null && order.Length > 0)
        {
            // Calendar windows reach back to the guest's midnight; two days more are never too few.
            DateTimeOffset since = requests[order[0]].Request.At - ledger.Gate.Matrix.Sight - TimeSpan.FromDays(2);
            foreach (var (customer, partner, channel, kind, at) in database.Contacts(since))
            {
                if (customers.TryGet(customer, out CustomerId id))
                {
                    ledger.Record(new Contact(id, partner, channel, kind, at));
                }
            }
        }

        ContactDecision[] decisions = new ContactDecision[requests.Length];
        Dictionary<string, ContactDecision> decided = new(StringComparer.Ordinal);
        foreach (int i in order)
        {
            RequestRow row = requests[i];
            if (!decided.TryGetValue(row.Id, out decisions[i]))
            {
                decisions[i] = database?.Find(row.Id) ?? DecideNew(row, ledger, database);
                decided.Add(row.Id, decisions[i]);
            }
        }

        return decisions;
    }

    private static ContactDecision DecideNew(RequestRow row, ContactLedger ledger, ContactDatabase? database)
    {
        ContactDecision decision = ledger.Take(row.Request);
        database?.Add(row.Id, decision);
        if (decision.IsAllowed)
        {
            database?.Add(row.Customer, row.Request);
        }

        return decision;
    }

    private static void Summarise(JsonObject summary, RequestRow[] requests, ContactDecision[] decisions)
    {
        summary["requests"] = requests.Length;
        summary["byDecision"] = new JsonObject(Enum.GetValues<ContactOutcome>().Reverse().Select(o => KeyValuePair.Create(Word(o), (JsonNode?)decisions.Count(d => d.Outcome == o))));
        summary["byRule"] = Counts(decisions.Where(d => d.Rule is not null).Select(d => d.Rule!));
        summary["byChannel"] = Counts(requests.Select(r => r.Request.Channel.Value));
    }

    private static JsonObject Counts(IEnumerable<string> names) =>
        new(names.GroupBy(n => n, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Count())));

    private static string Word(ContactOutcome outcome) => outcome switch
    {
        ContactOutcome.Allow => "allow",
        ContactOutcome.Defer => "defer",
        _ => "deny",
    };
}
