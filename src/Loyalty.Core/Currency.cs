namespace Loyalty.Core;

/// <summary>A currency: its three letters and the number of digits after the point.</summary>
/// <remarks>
/// Two currencies are equal when letters and digits are. The order is ordinal by code, then by digits. The <c>default</c> is
/// <see cref="None"/>: <c>XXX</c>, ISO 4217's code for 'no currency', with two digits. Four bytes, immutable.
/// </remarks>
public readonly record struct Currency : IComparable<Currency>
{
    // Three letters of five bits each, stored relative to XXX, and the digits relative to two: default is XXX with two digits.
    private readonly ushort letters;
    private readonly sbyte digitsLessTwo;
    private static readonly ushort NoLetters = Pack("XXX");

    /// <summary>Names a currency.</summary>
    /// <param name="code">Three capital letters A–Z.</param>
    /// <param name="minorUnits">Digits after the point, 0 to 6 (inclusive); absent, as ISO 4217 says (2 for codes it does not know).</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is not three capital letters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minorUnits"/> is outside its range.</exception>
    public Currency(string code, int? minorUnits = null)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length != 3 || !code.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException($"A currency must be three capital letters such as EUR, but '{code}' is not.", nameof(code));
        }

        int digits = minorUnits ?? IsoDigits(code);
        if (digits is < 0 or > 6)
        {
            throw new ArgumentOutOfRangeException(nameof(minorUnits), digits, "A currency has 0 to 6 (inclusive) digits after the point.");
        }

        letters = (ushort)(Pack(code) ^ NoLetters);
        digitsLessTwo = (sbyte)(digits - 2);
    }

    /// <summary>No currency: <c>XXX</c> with two digits; the same as <c>default</c>.</summary>
    public static Currency None => default;

    /// <summary>The three letters.</summary>
    /// <value><c>XXX</c> for <c>default</c>.</value>
    public string Code
    {
        get
        {
            int packed = letters ^ NoLetters;
            return string.Create(3, packed, static (span, bits) =>
            {
                span[0] = (char)('A' + (bits >> 10));
                span[1] = (char)('A' + ((bits >> 5) & 31));
                span[2] = (char)('A' + (bits & 31));
            });
        }
    }

    /// <summary>Digits after the point.</summary>
    /// <value>0 to 6; 2 for <c>default</c>.</value>
    public int MinorUnits => digitsLessTwo + 2;

    /// <summary>How many minor units make one of the currency: 100 for two digits.</summary>
    public long Scale => MinorUnits switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1_000, 4 => 10_000, 5 => 100_000, _ => 1_000_000 };

    /// <inheritdoc/>
    public int CompareTo(Currency other)
    {
        int byCode = (letters ^ NoLetters).CompareTo(other.letters ^ NoLetters);
        return byCode != 0 ? byCode : digitsLessTwo.CompareTo(other.digitsLessTwo);
    }

    /// <summary>Returns <see cref="Code"/>.</summary>
    public override string ToString() => Code;

    private static ushort Pack(string code) => (ushort)(((code[0] - 'A') << 10) | ((code[1] - 'A') << 5) | (code[2] - 'A'));

    private static int IsoDigits(string code) => code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV"
            or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };
}
