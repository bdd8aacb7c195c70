using System.Globalization;
using Loyalty.Core;
using Loyalty.Core.Identity;

namespace Loyalty.Samples.Demo.Made;

/// <summary>The three partners' customer files: the same people, each file with its own gaps and errors, and the truth beside them.</summary>
/// <param name="Records">All records of all files.</param>
/// <param name="Truth">For each record, whose it really is: a place among the people.</param>
internal sealed record PartnerFiles(IReadOnlyList<SourceRecord> Records, IReadOnlyList<int> Truth)
{
    /// <summary>How a partner's file is filled: how often each field stands in it.</summary>
    private sealed record Habits(PartnerId Partner, double Known, double Birth, double Phone, double Email, double Address, bool Card, double Twice);

    private static readonly Habits[] Partners =
    [
        new(DemoPlan.Shop, 1, 0.6, 0.75, 0.8, 0.95, true, 0.05),
        new(DemoPlan.Coffee, 0.55, 0.35, 0.95, 0.7, 0.1, false, 0.06),
        new(DemoPlan.Books, 0.4, 0.5, 0.5, 0.95, 0.7, false, 0.04),
    ];

    public static PartnerFiles Make(Shop shop, IReadOnlyList<Person> people)
    {
        List<SourceRecord> records = [];
        List<int> truth = [];
        foreach (Habits partner in Partners)
        {
            int number = 0;
            for (int i = 0; i < people.Count; i++)
            {
                SplitMix64 chance = DemoPlan.Chance("file " + partner.Partner.Value, i);
                bool stranger = people[i].Card < 0;
                if (stranger ? partner.Card || chance.NextDouble() > 0.6 : chance.NextDouble() > partner.Known)
                {
                    continue;
                }

                int times = chance.NextDouble() < partner.Twice ? 2 : 1;
                for (int k = 0; k < times; k++)
                {
                    string id = string.Create(CultureInfo.InvariantCulture, $"{partner.Partner.Value[0]}{++number:00000}");
                    records.Add(Write(new RecordKey(partner.Partner.Value, id), people[i], partner, k == 0 ? shop : null, ref chance));
                    truth.Add(i);
                }
            }
        }

        return new PartnerFiles(records, truth);
    }

    /// <summary>A second record of the same person was typed at the desk and has no card.</summary>
    private static SourceRecord Write(RecordKey key, Person person, Habits partner, Shop? shop, ref SplitMix64 chance)
    {
        string given = person.GivenName;
        string surname = person.Surname;
        if (chance.NextDouble() < 0.25 && NameLists.ShortNames.TryGetValue(given, out string? shorter))
        {
            given = shorter;
        }

        given = chance.NextDouble() < 0.04 ? Dirt.Typo(given, ref chance) : given;
        surname = chance.NextDouble() < 0.06 ? Dirt.Typo(surname, ref chance) : surname;
        if (chance.NextDouble() < 0.02)
        {
            (given, surname) = (surname, given);
        }

        bool birth = chance.NextDouble() < partner.Birth;
        bool phone = chance.NextDouble() < partner.Phone;
        bool email = chance.NextDouble() < partner.Email || !phone;
        bool address = chance.NextDouble() < partner.Address;
        bool moved = chance.NextDouble() < 0.05;
        return new SourceRecord(key)
        {
            GivenName = given,
            Surname = chance.NextDouble() < 0.02 ? null : surname,
            BirthDate = birth ? Dirt.Birth(person.Birth, ref chance) : null,
            Phone = phone ? Dirt.Phone(person.Phone, ref chance) : null,
            Email = email ? Dirt.Email(person, ref chance) : null,
            Address1 = !address ? null : moved ? NameLists.Streets[chance.Below(NameLists.Streets.Length)] : chance.NextDouble() < 0.05 ? Dirt.Typo(person.Street, ref chance) : person.Street,
            StreetNumber = !address ? null : moved ? (1 + chance.Below(120)).ToString(CultureInfo.InvariantCulture) : person.Number,
            City = address ? person.City : null,
            Postcode = !address || moved ? null : chance.NextDouble() < 0.2 ? person.Postcode.Replace(" ", "", StringComparison.Ordinal) : person.Postcode,
            Card = partner.Card && shop is not null ? shop.Cards[person.Card] : null,
        };
    }
}
