using System.Collections.Frozen;

namespace Loyalty.Core.Identity.Internal;

/// <summary>How a region's numbers begin: its calling code, and the trunk prefix that stands before national numbers.</summary>
internal readonly record struct CallingCode(string Code, string Trunk);

/// <summary>The calling codes of ITU-T E.164 and the trunk prefixes in use.</summary>
internal static class CallingCodes
{
    private const string Table =
        "AC247 AE971/0 AG1 AL355/0 AM374/0 AO244 AR54/0 AS1 AT43/0 AU61/0 AX358/0 AZ994/0 BA387/0 BD880/0 BE32/0 BF226 BG359/0 BH973 BJ229 BM1 "
        + "BO591 BR55/0 BT975 BY375/8 CA1 CD243/0 CG242 CH41/0 CI225 CL56 CN86/0 CO57 CR506 CV238 CX61/0 CY357 CZ420 DE49/0 DJ253 DK45 DM1 DZ213/0 "
        + "EE372 EG20/0 EH212/0 ES34 FI358/0 FK500 FO298 FR33/0 GA241 GB44/0 GD1 GE995/0 GF594/0 GH233/0 GL299 GN224 GQ240 GR30 GT502 GW245 HK852 "
        + "HR385/0 HU36/06 ID62/0 IE353/0 IL972/0 IM44/0 IN91/0 IO246 IR98/0 IS354 IT39 JM1 JP81/0 KE254/0 KG996/0 KI686 KN1 KR82/0 KY1 KZ7/8 LA856/0 "
        + "LC1 LK94/0 LS266 LT370/8 LU352 LV371 LY218/0 MA212/0 MC377/0 MD373/0 ME382/0 MG261/0 MK389/0 MM95/0 MO853 MQ596/0 MS1 MT356 MU230 MW265/0 "
        + "MX52 MY60/0 NA264/0 NE227 NG234/0 NL31/0 NO47 NP977/0 NU683 NZ64/0 OM968 PE51/0 PG675 PH63/0 PK92/0 PL48 PM508/0 PS970/0 PT351 PW680 QA974 "
        + "RO40/0 RS381/0 RU7/8 SA966/0 SC248 SE46/0 SG65 SH290 SI386/0 SJ47 SK421/0 SL232/0 SN221 SR597 ST239 SX1 SZ268 TC1 TG228 TH66/0 TJ992 TL670 "
        + "TM993/8 TN216 TR90/0 TV688 TW886/0 TZ255/0 UA380/0 UG256/0 US1 UY598/0 UZ998 VA39 VE58/0 VI1 VN84/0 VU678 WS685 YE967/0 ZA27/0 ZW263/0";

    private const string OneDigit = "17";
    private const string TwoDigits = "20 27 28 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 83 84 86 89 90 91 92 93 94 95 98";
    private const string Unassigned =
        "210 214 215 217 219 259 292 293 294 295 296 384 388 422 424 425 426 427 428 429 693 694 695 696 697 698 699 801 802 803 804 805 806 807 809 "
        + "851 854 857 858 859 871 872 873 874 875 876 877 879 884 885 887 889 969 978 990 991 997 999";

    private static readonly FrozenDictionary<string, CallingCode> Regions = Table.Split(' ').ToFrozenDictionary(
        entry => entry[..2],
        entry => entry.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
            ? new CallingCode(entry[2..slash], entry[(slash + 1)..])
            : new CallingCode(entry[2..], ""),
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> Two = TwoDigits.Split(' ').ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Never = Unassigned.Split(' ').ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> TrunkZero = Regions.Values.Where(c => c.Trunk == "0").Select(c => c.Code).ToFrozenSet(StringComparer.Ordinal);

    public static CallingCode? OfRegion(string? region) => region is not null && Regions.TryGetValue(region, out CallingCode code) ? code : null;

    public static bool IsRegion(string region) => Regions.ContainsKey(region);

    /// <summary>The calling code with which an international number begins; null where none is assigned.</summary>
    public static string? OfNumber(ReadOnlySpan<char> number)
    {
        if (number.Length < 3 || number[0] == '0')
        {
            return null;
        }

        if (OneDigit.Contains(number[0], StringComparison.Ordinal))
        {
            return number[..1].ToString();
        }

        string two = number[..2].ToString();
        string three = number[..3].ToString();
        return Two.Contains(two) ? (two is "28" or "83" or "89" ? null : two) : Never.Contains(three) ? null : three;
    }

    /// <summary>Whether a zero after the calling code is a trunk prefix typed by mistake: +44 (0)20.</summary>
    public static bool DropsTrunkZero(string code) => TrunkZero.Contains(code);
}
