using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>Makes a person for each of the shop's customers, and some who only know the other partners. Some share a household.</summary>
internal static class People
{
    /// <summary>How many guests of the other partners never bought at the shop.</summary>
    public const int Strangers = 900;

    public static IReadOnlyList<Person> Make(Shop shop)
    {
        List<Person> people = new(shop.Cards.Count + Strangers);
        Person? neighbour = null;
        for (int i = 0; i < shop.Cards.Count + Strangers; i++)
        {
            SplitMix64 chance = DemoPlan.Chance("person", i);
            bool known = i < shop.Cards.Count;
            string country = known ? shop.Countries[i] : "United Kingdom";
            Person? household = neighbour is not null && neighbour.Country == country && chance.NextDouble() < 0.07 ? neighbour : null;
            people.Add(neighbour = One(known ? i : -1, country, household, ref chance));
        }

        return people;
    }

    private static Person One(int card, string country, Person? household, ref SplitMix64 chance)
    {
        string given = Pick(NameLists.GivenNames, ref chance);
        string surname = household is not null && chance.NextDouble() < 0.85 ? household.Surname : Pick(NameLists.Surnames, ref chance);
        DateOnly birth = new DateOnly(1936, 1, 1).AddDays(chance.Below(57 * 365));
        string own = Phone(country, ref chance);
        string phone = household is not null && chance.NextDouble() < 0.6 ? household.Phone : own;
        string local = (chance.Below(4)) switch
        {
            0 => $"{given}.{surname}",
            1 => $"{given[0]}{surname}{birth.Year % 100:00}",
            2 => $"{surname}.{given}{birth.Day}",
            _ => $"{given}{birth.Year}{surname[0]}",
        };
        string email = string.Create(CultureInfo.InvariantCulture, $"{local.ToLowerInvariant()}{chance.Below(100)}@{NameLists.MailDomains[chance.Below(NameLists.MailDomains.Length)]}");
        (string town, string area) = NameLists.Towns[(int)(NameLists.Towns.Length * chance.NextDouble() * chance.NextDouble())];
        string street = NameLists.Streets[chance.Below(NameLists.Streets.Length)];
        string number = (1 + chance.Below(120)).ToString(CultureInfo.InvariantCulture);
        string postcode = string.Create(CultureInfo.InvariantCulture,
            $"{area}{1 + chance.Below(28)} {chance.Below(10)}{(char)('A' + chance.Below(26))}{(char)('A' + chance.Below(26))}");
        if (country != "United Kingdom")
        {
            town = country;
            postcode = chance.Below(100_000).ToString("00000", CultureInfo.InvariantCulture);
        }

        return household is null
            ? new Person(card, given, surname, birth, phone, email, street, number, town, postcode, country)
            : new Person(card, given, surname, birth, phone, email, household.Street, household.Number, household.City, household.Postcode, country);
    }

    /// <summary>Squaring the draw makes the first names of a list the common ones.</summary>
    private static string Pick(string[] list, ref SplitMix64 chance)
    {
        double draw = chance.NextDouble();
        return list[(int)(list.Length * draw * ((0.35 * draw) + 0.65))];
    }

    private static string Phone(string country, ref SplitMix64 chance) => string.Create(CultureInfo.InvariantCulture,
        $"+{NameLists.CallingCodes.GetValueOrDefault(country, "44")}7{chance.Below(1_000_000_000):000000000}");
}
