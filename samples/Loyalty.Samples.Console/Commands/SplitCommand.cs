using System.Text.Json.Nodes;
using Loyalty.Offers.Experiments;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Commands;

/// <summary>Divides customers into control and target.</summary>
internal sealed class SplitCommand : ICommand
{
    public string Name => "split";

    public string Usage => "split IDS.csv --salt S [--control 0.1] --out groups.csv";

    public IReadOnlyList<string> ValueOptions => ["--salt", "--control"];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (1, 1);

    public void Run(CommandContext context)
    {
        string salt = context.Arguments.RequiredText("--salt");
        if (salt.Length == 0)
        {
            throw new UsageException("The option --salt must not be empty; give each campaign a name of its own.");
        }

        decimal share = context.Arguments.Decimal("--control", 0, 1) ?? 0.1m;
        Experiment experiment = new(salt, share);
        using CsvFile ids = new(context, context.Arguments.Files[0], "customer_id");
        using CsvOut csv = new(context.Rows, "customer_id", "group");
        long control = 0;
        long target = 0;
        foreach (string id in ids.Rows(row => row.Required("customer_id")))
        {
            bool inControl = experiment.IsControl(GuestKey.Of(id));
            control += inControl ? 1 : 0;
            target += inControl ? 0 : 1;
            csv.Row(id, inControl ? "control" : "target");
        }

        context.Summary["control"] = control;
        context.Summary["target"] = target;
        context.Summary["share"] = JsonValue.Create(share);
    }
}
