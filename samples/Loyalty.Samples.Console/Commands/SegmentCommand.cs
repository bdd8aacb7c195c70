using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;
using Loyalty.Segmentation;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.LifetimeValue;
using Loyalty.Segmentation.Microsegments;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Samples.Commands;

/// <summary>Who each guest is as of a day: scores, segment, lifecycle, favourite day, what to expect; and how many pass a cascade.</summary>
internal sealed class SegmentCommand : ICommand
{
    private const double HorizonDays = 90;

    private static readonly string[] Header =
    [
        "customer_id", "recency_days", "frequency", "monetary", "r", "f", "m", "segment", "lifecycle", "favourite_day", "p_alive", "expected_purchases_90d",
    ];

    public string Name => "segment";

    public string Usage => "segment RECEIPTS.csv --as-of DATE --out segments.csv [--quantiles 5] [--cascade cascade.json] [--currency XXX] [--json] [--lenient]";

    public IReadOnlyList<string> ValueOptions => ["--as-of", "--quantiles", "--cascade", "--currency"];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (1, 1);

    public void Run(CommandContext context)
    {
        DateOnly asOf = context.Arguments.RequiredDate("--as-of");
        RfmOptions rfm = new() { Bins = context.Arguments.Integer("--quantiles", 5, 2, RfmOptions.MaxBins) };
        SegmentIntake intake = new(context.Currency, asOf);
        List<SegmentRow> rows = [];
        Cascade? cascade = ReadCascade(context, rfm.Segments, rows);
        TextWriter output = context.Rows;
        PurchaseHistory history = null!;
        context.Progress("Reading receipts", _ =>
        {
            using CsvFile csv = new(context, context.Arguments.Files[0], "customer_id", "receipt_id", "occurred_at");
            try
            {
                history = intake.Read(csv);
            }
            catch (OverflowException)
            {
                throw new InputException(context.Arguments.Files[0], csv.Line, "the amounts of all receipts together no longer fit 64 bits of minor units; split the file");
            }
        });
        CustomerSummaries summaries = history.Summarise(asOf);
        context.Progress("Segmenting", _ => Segment(summaries, intake.Customers, rfm, rows));

        using (CsvOut csv = new(output, Header))
        {
            foreach (SegmentRow row in rows)
            {
                csv.Row(row.Customer, row.Recency is { } days ? Format.Of(days) : "", Format.Of(row.Visits), Format.Of(row.Net),
                    Score(row.Score.R), Score(row.Score.F), Score(row.Score.M), row.Segment, row.Lifecycle ?? "", row.FavouriteDay,
                    Format.Of(row.Alive, 6), Format.Of(row.Expected, 6));
            }
        }

        context.Summary["receipts"] = intake.Receipts;
        context.Summary["customers"] = rows.Count;
        context.Summary["anonymousReceipts"] = history.AnonymousReceipts;
        context.Summary["returns"] = intake.Returns;
        context.Summary["rowsAfterAsOf"] = intake.LaterRows;
        context.Summary["bySegment"] = Counts(rfm.Segments.Rules.Select(r => r.Name).Append(RfmSegments.ReturnedAll), rows.Select(r => r.Segment));
        context.Summary["byLifecycle"] = Counts(SegmentRow.Stages.Append("none"), rows.Select(r => r.Lifecycle ?? "none"));
        if (cascade is not null)
        {
            context.Summary["cascade"] = new JsonObject(cascade.Run(Enumerable.Range(0, rows.Count)).Steps
                .Select(s => KeyValuePair.Create(s.Name, (JsonNode?)s.Out)));
        }
    }

    private static Cascade? ReadCascade(CommandContext context, RfmSegments segments, List<SegmentRow> rows)
    {
        if (context.Arguments.Text("--cascade") is not { } file)
        {
            return null;
        }

        try
        {
            return Cascade.Parse(InputFile.ReadAllText(file), SegmentRow.Attributes(rows, segments));
        }
        catch (DocumentFormatException e)
        {
            throw new InputException(file, e.Line, e.Message);
        }
    }

    private static void Segment(CustomerSummaries summaries, CustomerDirectory customers, RfmOptions options, List<SegmentRow> rows)
    {
        RfmScorer? scorer = RfmScorer.Fit(summaries, options);
        LifecycleModel lifecycle = LifecycleModel.Fit(summaries);
        FavouriteDay favourite = new();
        BgNbdModel? model = BgNbdFit.To(PurchaseGroups.Of(summaries)).Model;
        for (int index = 0; index < summaries.Rows; index++)
        {
            CustomerId customer = new(index);
            if (!summaries.Has(customer))
            {
                continue;
            }

            CustomerSummary summary = summaries[customer];
            RfmResult? scored = scorer?.Score(summary);
            RepeatPurchases? purchases = RepeatPurchases.Of(summary);
            rows.Add(new SegmentRow(
                customers.GetKey(customer), summary.RecencyDays, summary.Visits, summary.Net,
                scored?.Score ?? default, scored?.Segment ?? RfmSegments.ReturnedAll,
                SegmentRow.NameOf(lifecycle.StageOf(summaries, customer).Stage), SegmentRow.NameOf(favourite.Of(summaries, customer).Day),
                purchases is { } known ? model?.ProbabilityAlive(known) : null,
                purchases is { } seen ? model?.ExpectedPurchases(seen, HorizonDays / model.UnitDays) : null));
        }

        rows.Sort((left, right) => string.CompareOrdinal(left.Customer, right.Customer));
    }

    private static string Score(byte score) => score == 0 ? "" : Format.Of(score);

    private static JsonObject Counts(IEnumerable<string> names, IEnumerable<string> values)
    {
        Dictionary<string, int> counts = values.CountBy(v => v).ToDictionary(StringComparer.Ordinal);
        return new JsonObject(names.Distinct().Select(name => KeyValuePair.Create(name, (JsonNode?)counts.GetValueOrDefault(name))));
    }
}
