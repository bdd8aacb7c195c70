using Loyalty.Core.Statistics;
using Loyalty.Nps;
using Loyalty.Nps.Reports;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Commands;

/// <summary>Net promoter score by any columns and month, with intervals and the change against the month before.</summary>
internal sealed class NpsCommand : ICommand
{
    private static readonly string[] Figures = ["period", "answers", "promoters", "passives", "detractors", "nps", "ci_low", "ci_high", "change", "change_p"];

    public string Name => "nps";

    public string Usage => "nps ANSWERS.csv [--by store,category] [--period month] --out report.csv";

    public IReadOnlyList<string> ValueOptions => ["--by", "--period"];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (1, 1);

    public void Run(CommandContext context)
    {
        string[] by = Columns(context.Arguments);
        TextWriter rows = context.Rows;
        NpsReport report = Count(context, by);
        using CsvOut csv = new(rows, [.. by, .. Figures]);
        IReadOnlyList<NpsRow> drawn = report.Rows();
        foreach (NpsRow row in drawn)
        {
            Interval? interval = row.Score?.Interval();
            csv.Row([.. row.Key.Values, row.Month.ToString(),
                Format.Of(row.Tally.Answers), Format.Of(row.Tally.Promoters), Format.Of(row.Tally.Passives), Format.Of(row.Tally.Detractors),
                Format.Of(row.Score?.Value, 6), Format.Of(interval?.Low, 6), Format.Of(interval?.High, 6),
                Format.Of(row.Change?.Points, 6), Format.Of(row.Change?.PValue, 9)]);
        }

        Summarise(context, drawn);
    }

    private static string[] Columns(Arguments arguments)
    {
        if (arguments.Text("--period") is { } period && period != "month")
        {
            throw new UsageException($"The option --period must be month, not '{period}'.");
        }

        if (arguments.Text("--by") is not { } text)
        {
            return [];
        }

        string[] by = text.Split(',', StringSplitOptions.TrimEntries);
        if (by.Length > 16 || by.Any(c => c.Length == 0) || by.Distinct(StringComparer.Ordinal).Count() != by.Length)
        {
            throw new UsageException($"The option --by must be 1 to 16 columns, each once, such as store,category, not '{text}'.");
        }

        return by.FirstOrDefault(c => Figures.Contains(c)) is { } taken
            ? throw new UsageException($"The option --by must not name '{taken}', which is a column of the report; rename it in the file.")
            : by;
    }

    private static NpsReport Count(CommandContext context, string[] by)
    {
        NpsReport report = new(by.Length);
        using CsvFile file = new(context, context.Arguments.Files[0], ["customer_id", "answered_at", "score", .. by]);
        foreach ((ReportKey key, Month month, Answer answer) in file.Rows(row =>
        {
            // The month is that of the day as written: an offset in the file is the store's own.
            Month month = Month.Of(DateOnly.FromDateTime(row.Instant("answered_at").DateTime));
            Answer answer = new((int)row.Integer("score", 0, 10));
            string[] values = new string[by.Length];
            for (int i = 0; i < by.Length; i++)
            {
                values[i] = row.Text(by[i]);
            }

            return (new ReportKey(values), month, answer);
        }))
        {
            report.Add(key, month, answer);
        }

        return report;
    }

    private static void Summarise(CommandContext context, IReadOnlyList<NpsRow> rows)
    {
        NpsTally all = default;
        foreach (NpsRow row in rows)
        {
            all = all.Merge(row.Tally);
        }

        Interval? interval = all.Score?.Interval();
        context.Summary["rows"] = rows.Count;
        context.Summary["answers"] = all.Answers;
        context.Summary["promoters"] = all.Promoters;
        context.Summary["passives"] = all.Passives;
        context.Summary["detractors"] = all.Detractors;
        context.Summary["nps"] = all.Score?.Value;
        context.Summary["ciLow"] = interval?.Low;
        context.Summary["ciHigh"] = interval?.High;
        if (interval is null)
        {
            context.Summary["reason"] = "there are no answers, so the score is undefined";
        }
    }
}
