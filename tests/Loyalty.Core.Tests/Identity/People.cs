using System.IO.Compression;
using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Identity;

/// <summary>The people of the data sets, and who they really are.</summary>
internal sealed class People
{
    private readonly Dictionary<RecordKey, string> truth = [];

    public List<SourceRecord> Records { get; } = [];

    public static People Febrl(params string[] files)
    {
        People people = new();
        foreach (string file in files)
        {
            foreach (Func<string, string?> row in Rows(file))
            {
                SourceRecord record = new(new RecordKey(Path.GetFileName(file), row("rec_id")!))
                {
                    GivenName = row("given_name"),
                    Surname = row("surname"),
                    StreetNumber = row("street_number"),
                    Address1 = row("address_1"),
                    Address2 = row("address_2"),
                    Suburb = row("suburb"),
                    Postcode = row("postcode"),
                    State = row("state"),
                    BirthDate = row("date_of_birth"),
                    NationalId = row("soc_sec_id"),
                };
                people.Records.Add(record);
                people.truth.Add(record.Key, row("rec_id")!.Split('-')[1]);
            }
        }

        return people;
    }

    public static People Historical()
    {
        People people = new();
        foreach (Func<string, string?> row in Rows("historical-people-a/people"))
        {
            SourceRecord record = new(new RecordKey("people", row("unique_id")!))
            {
                GivenName = row("first_name"),
                Surname = row("surname"),
                BirthDate = row("dob"),
                Postcode = row("postcode_fake"),
                City = row("birth_place"),
            };
            people.Records.Add(record);
            people.truth.Add(record.Key, row("cluster")!);
        }

        return people;
    }

    /// <summary>The harmonic mean of precision and recall over pairs of records.</summary>
    public double PairwiseF1(IdentityResult result)
    {
        double predicted = result.Profiles.Sum(p => Pairs(p.Records.Length));
        double right = result.Profiles.Sum(p => p.Records.GroupBy(r => truth[r.Key]).Sum(g => Pairs(g.Count())));
        double real = truth.GroupBy(t => t.Value).Sum(g => Pairs(g.Count()));
        return 2 * right / (predicted + real);
    }

    private static double Pairs(int count) => count * (count - 1) / 2.0;

    private static IEnumerable<Func<string, string?>> Rows(string file)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(Repository.PathOf("tests", "Loyalty.Core.Tests", "Data", file + ".csv.gz")), CompressionMode.Decompress));
        List<string> header = Fields(reader.ReadLine()!);
        while (reader.ReadLine() is { } line)
        {
            List<string> fields = Fields(line);
            yield return column => header.IndexOf(column) is >= 0 and var i ? fields[i] : null;
        }
    }

    private static List<string> Fields(string line)
    {
        List<string> fields = [""];
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add("");
            }
            else
            {
                fields[^1] += c;
            }
        }

        return fields;
    }
}
