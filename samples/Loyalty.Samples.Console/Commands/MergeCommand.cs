using System.Globalization;
using Loyalty.Core.Identity;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Commands;

/// <summary>Resolves which records are one person.</summary>
internal sealed class MergeCommand : ICommand
{
    public string Name => "merge";

    public string Usage => "merge PEOPLE.csv… --out profiles.csv [--explain pairs.csv] [--region RU]";

    public IReadOnlyList<string> ValueOptions => ["--explain", "--region"];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (1, int.MaxValue);

    public void Run(CommandContext context)
    {
        IdentityOptions options = Options(context.Arguments);
        string? explain = context.Arguments.Text("--explain");
        if (explain is not null && context.Arguments.Text("--out") is { } path && Path.GetFullPath(path) == Path.GetFullPath(explain))
        {
            throw new UsageException("The options --out and --explain name the same file.");
        }

        TextWriter rows = context.Rows;
        List<SourceRecord> records = Read(context);
        IdentityResult result = null!;
        context.Progress("Resolving", _ => result = new IdentityResolver(options).Resolve(records));
        using (CsvOut profiles = new(rows, "record_id", "source", "profile_id"))
        {
            foreach (SourceRecord record in records)
            {
                profiles.Row(record.Key.RecordId, record.Key.Source, result.ProfileOf(record.Key).Id.Value);
            }
        }

        if (explain is not null)
        {
            Explain(context.Open(explain), records, result);
        }

        context.Summary["records"] = records.Count;
        context.Summary["profiles"] = result.Profiles.Length;
        context.Summary["links"] = result.Links.Length;
        context.Summary["refusedMerges"] = result.RefusedMerges.Length;
    }

    private static IdentityOptions Options(Arguments arguments)
    {
        try
        {
            return arguments.Text("--region") is { } region ? new IdentityOptions { DefaultRegion = region } : new IdentityOptions();
        }
        catch (ArgumentException)
        {
            throw new UsageException($"The option --region must be two capital letters of ISO 3166, such as DE, not '{arguments.Text("--region")}'.");
        }
    }

    private static List<SourceRecord> Read(CommandContext context)
    {
        List<SourceRecord> records = [];
        HashSet<RecordKey> seen = [];
        foreach (string file in context.Arguments.Files)
        {
            string source = SourceOf(file);
            using CsvFile csv = new(context, file, "record_id");
            records.AddRange(csv.Rows(row => Parse(row, source, seen)));
        }

        return records;
    }

    /// <summary>The file's name without <c>.gz</c> and without its extension.</summary>
    private static string SourceOf(string file)
    {
        string name = file == "-" ? "stdin" : Path.GetFileName(file);
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : name;
    }

    private static SourceRecord Parse(CsvRow row, string file, HashSet<RecordKey> seen)
    {
        RecordKey key = new(row.Text("source") is { Length: > 0 } source ? source : file, row.Required("record_id"));
        if (!seen.Add(key))
        {
            throw new RowException("record_id", $"'{key.RecordId}' stands twice in the source '{key.Source}'; a record_id is unique within its source");
        }

        return new SourceRecord(key)
        {
            GivenName = row.Text("given_name"),
            Surname = row.Text("surname"),
            BirthDate = row.Text("birth_date"),
            Address1 = row.Text("address_1"),
            Address2 = row.Text("address_2"),
            StreetNumber = row.Text("street_number"),
            Suburb = row.Text("suburb"),
            City = row.Text("city"),
            Postcode = row.Text("postcode"),
            State = row.Text("state"),
            Phone = row.Text("phone"),
            Email = row.Text("email"),
            Card = row.Text("card"),
            Cookie = row.Text("cookie"),
            Device = row.Text("device"),
            NationalId = row.Text("national_id"),
            UpdatedAt = IsoInstant.TryParse(row.Text("updated_at"), out DateTimeOffset at) ? at : null,
        };
    }

    /// <summary>Records are named by their id, and by <c>source:id</c> where several sources use one id.</summary>
    private static void Explain(TextWriter text, List<SourceRecord> records, IdentityResult result)
    {
        bool ambiguous = records.Select(r => r.Key.RecordId).Distinct(StringComparer.Ordinal).Count() < records.Count;
        using CsvOut pairs = new(text, "left", "right", "weight", "probability", "evidence");
        foreach (IdentityLink link in result.Links)
        {
            string evidence = string.Join("; ", result.Explain(link).Select(Words));
            pairs.Row(
                ambiguous ? link.Left.ToString() : link.Left.RecordId,
                ambiguous ? link.Right.ToString() : link.Right.RecordId,
                Format.Of(link.Weight, 4),
                Format.Of(link.Probability, 6),
                link.Identifier is { } identifier ? $"shared {Column(identifier)}; {evidence}" : evidence);
        }
    }

    private static string Words(LinkEvidence evidence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Column(evidence.Attribute)} {evidence.Agreement} {evidence.Weight:+0.00;-0.00;+0.00}");

    private static string Column(PersonAttribute attribute) => attribute switch
    {
        PersonAttribute.GivenName => "given_name",
        PersonAttribute.BirthDate => "birth_date",
        PersonAttribute.Address1 => "address_1",
        PersonAttribute.Address2 => "address_2",
        PersonAttribute.StreetNumber => "street_number",
        PersonAttribute.NationalId => "national_id",
        _ => attribute.ToString().ToLowerInvariant(),
    };
}
