using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>How people and clerks mistype: the errors that customer files are known for.</summary>
internal static class Dirt
{
    /// <summary>A letter dropped, doubled, changed or swapped with its neighbour.</summary>
    public static string Typo(string text, ref SplitMix64 chance)
    {
        if (text.Length < 3)
        {
            return text;
        }

        int at = 1 + chance.Below(text.Length - 2);
        return chance.Below(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString()),
            2 => string.Concat(text.AsSpan(0, at), ((char)('a' + chance.Below(26))).ToString(), text.AsSpan(at + 1)),
            _ => string.Concat(text.AsSpan(0, at), text[at + 1].ToString(), text[at].ToString(), text.AsSpan(at + 2)),
        };
    }

    /// <summary>The same number as people write it, rarely with a wrong digit, rarely a filler.</summary>
    public static string Phone(string phone, ref SplitMix64 chance)
    {
        if (chance.NextDouble() < 0.015)
        {
            return "0000000000";
        }

        if (chance.NextDouble() < 0.02)
        {
            int at = phone.Length - 1 - chance.Below(6);
            phone = string.Concat(phone.AsSpan(0, at), chance.Below(10).ToString(CultureInfo.InvariantCulture), phone.AsSpan(at + 1));
        }

        bool british = phone.StartsWith("+44", StringComparison.Ordinal);
        return chance.Below(4) switch
        {
            0 when british => "0" + phone[3..],
            1 when british => $"0{phone[3..7]} {phone[7..]}",
            2 => "00" + phone[1..],
            _ => phone,
        };
    }

    /// <summary>The same address, another of the same person, or a filler.</summary>
    public static string Email(Person person, ref SplitMix64 chance)
    {
        double draw = chance.NextDouble();
        return draw switch
        {
            < 0.01 => "test@test.com",
            < 0.09 => string.Create(CultureInfo.InvariantCulture, $"{person.GivenName.ToLowerInvariant()}{person.Birth.DayNumber % 1000}@{NameLists.MailDomains[chance.Below(NameLists.MailDomains.Length)]}"),
            < 0.3 => person.Email.ToUpperInvariant(),
            _ => person.Email,
        };
    }

    /// <summary>A birth date in either notation, rarely with day and month exchanged.</summary>
    public static string Birth(DateOnly birth, ref SplitMix64 chance)
    {
        if (chance.NextDouble() < 0.025 && birth.Day <= 12)
        {
            birth = new DateOnly(birth.Year, birth.Day, birth.Month);
        }

        return birth.ToString(chance.Below(4) == 0 ? "yyyyMMdd" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
