using System.Text.Json.Nodes;
using Loyalty.Core.Identity;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (a): who is who.</summary>
internal sealed record ProfilesTelling(ProfilesStep Step) : Telling
{
    private const string Made = "names, telephones, addresses and errors are made by the demo from a seed, one person for each of the shop's customers and some who only know the other partners.";

    public override string Letter => "a";

    public override string Title => "Three files become profiles";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables => [("customer files (made) and what became of them", Counts)];

    public override JsonObject Summary => new()
    {
        ["records"] = Records,
        ["profiles"] = Step.Result.Profiles.Length,
        ["links"] = Step.Result.Links.Length,
        ["refusedMerges"] = Step.Result.RefusedMerges.Length,
        ["people"] = Step.People,
        ["mixedProfiles"] = Step.Mixed,
        ["precision"] = Math.Round(Step.Precision, 4),
        ["recall"] = Math.Round(Step.Recall, 4),
    };

    public override Section Section => new()
    {
        Letter = Letter,
        Title = Title,
        Library = "Loyalty.Core · IdentityResolver, IdentityResult, ConsentBook",
        Paragraphs =
        [
            "The gift shop, a chain of coffee houses and a bookseller each keep a list of customers, with the usual typing errors, swapped names, old addresses and shared telephones. "
            + "The resolver estimates from the records themselves how much each agreement is worth, and brings together those that are one person.",
            $"It never saw the truth. Measured against it, {Shown.Percent(Step.Precision, 1)} of the pairs it joined are right, and it found {Shown.Percent(Step.Recall, 1)} of all. {Shown.Count(Step.Mixed)} profiles hold more than one person; taking out one record rebuilds both.",
        ],
        Figures =
        [
            new(Shown.Count(Records), "records in three files (made)"), new(Shown.Count(Step.Result.Profiles.Length), "profiles"),
            new(Shown.Percent(Step.Precision, 1), "of joined pairs are right"), new(Shown.Percent(Step.Recall, 1), "of true pairs are found"),
        ],
        Blocks =
        [
            new TableBlock($"{Shown.Count(Records)} records describe {Shown.Count(Step.Result.Profiles.Length)} guests, a fifth fewer than a simple sum would count".Replace("a fifth", Fewer, StringComparison.Ordinal),
                "The three files and the profiles they became.", Counts, "Made: " + Made, Made: true),
            new TableBlock($"Why these are one person: {Example.Name} (a made name)", "One profile's records, as each partner has them.", ExampleTable, Evidence, Made: true),
        ],
    };

    private int Records => Step.RecordsOf.Sum();

    private string Fewer => Shown.Percent(1 - ((double)Step.Result.Profiles.Length / Records));

    private DataTable Counts => new(
        ["file", "count"],
        [
            .. DemoPlan.Partners.Select((p, i) => (IReadOnlyList<string>)[$"records of {p.Value}", Shown.Count(Step.RecordsOf[i])]),
            ["pairs compared", Shown.Count(Step.Result.Candidates)],
            ["links", Shown.Count(Step.Result.Links.Length)],
            ["merges refused by guards", Shown.Count(Step.Result.RefusedMerges.Length)],
            ["profiles", Shown.Count(Step.Result.Profiles.Length)],
            ["profiles that hold more than one person", Shown.Count(Step.Mixed)],
            ["people the files were made from", Shown.Count(Step.People)],
        ]);

    private Guest Example => Step.Example;

    private DataTable ExampleTable => new(
        ["record", "name", "born", "telephone", "e-mail", "address"],
        [.. Example.Profile.Records.Select(r => (IReadOnlyList<string>)[r.Key.ToString(), $"{r.GivenName} {r.Surname}".Trim(), r.BirthDate ?? "", r.Phone ?? "", r.Email ?? "",
            string.Join(", ", new[] { $"{r.StreetNumber} {r.Address1}".Trim(), r.Postcode ?? "" }.Where(t => t.Length > 0))])]);

    private string Evidence
    {
        get
        {
            IdentityLink link = Step.Result.Links.Where(l => Step.Result.ProfileOf(l.Left).Id == Example.Profile.Id).OrderBy(l => l.Weight).ThenBy(l => l.Left).ThenBy(l => l.Right).First();
            return $"The weakest link, {link.Left} and {link.Right}, has a weight of {Shown.Signed(link.Weight, 1)}: "
                + string.Join(", ", Step.Result.Explain(link).Select(e => $"{Word(e.Attribute)} {e.Agreement} {Shown.Signed(e.Weight, 1)}")) + ". Weights are log2 of the odds. Made: " + Made;
        }
    }

    private static string Word(PersonAttribute attribute) => attribute switch
    {
        PersonAttribute.GivenName => "given name",
        PersonAttribute.BirthDate => "birth date",
        PersonAttribute.StreetNumber => "house number",
        PersonAttribute.Address1 => "street",
        _ => attribute.ToString().ToLowerInvariant(),
    };
}
