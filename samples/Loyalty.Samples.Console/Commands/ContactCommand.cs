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

        ContactDecision[] decisions = Decide(requests, new ContactGate(matrix), context.Arguments.Text("--ledger"));

        using (CsvOut csv = new(rows, "request_id", "decision", "rule", "next_allowed_at"))
        {
            for (int i = 0; i < requests.Length; i++)
            {
                csv.Row(requests[i].Id, Word(decisions[i].Outcome), decisions[i].Rule ?? "", decisions[i].NextAllowedAt is { } next ? Format.Of(next) : "");
            }
        }

        rows.Flush();
        Summarise(context.Summary, requests, decisions);
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

    private static ContactDecision[] Decide(RequestRow[] requests, ContactGate gate, string? path)
    {
        RequestRow[] asked = [.. requests.OrderBy(r => r.Request.At).ThenBy(r => r.Id, StringComparer.Ordinal).DistinctBy(r => r.Id, StringComparer.Ordinal)];
        ContactDecision[] decided = path is null ? InMemory(asked, gate) : InFile(asked, gate, path);
        Dictionary<string, ContactDecision> byId = new(asked.Zip(decided, (r, d) => KeyValuePair.Create(r.Id, d)), StringComparer.Ordinal);
        return Array.ConvertAll(requests, r => byId[r.Id]);
    }

    private static ContactDecision[] InMemory(RequestRow[] asked, ContactGate gate)
    {
        ContactLedger ledger = new(gate, TimeProvider.System, new ContactLedgerOptions { LoadPeriod = TimeSpan.FromDays(36_500) });
        return Array.ConvertAll(asked, r => ledger.Take(r.Request));
    }

    /// <summary>What is decided is kept at once; a run that fails afterwards repeats its answers.</summary>
    private static ContactDecision[] InFile(RequestRow[] asked, ContactGate gate, string path)
    {
        using ContactDatabase database = new(path, gate);
        return database.Decide(asked);
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
