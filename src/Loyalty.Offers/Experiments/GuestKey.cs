using Loyalty.Core;

namespace Loyalty.Offers.Experiments;

/// <summary>A guest's key, hashed once so that any number of experiments can use it.</summary>
/// <remarks>
/// <para>The same key gives the same hash on every machine, for ever: a whole number (as a number, or as its text without leading zeros or plus
/// sign) is scrambled by <see cref="SplitMix64.Mix"/>; any other text is hashed as UTF-8 by XXH64 with seed 0; a GUID counts as its lower-case text
/// with hyphens. That is the rule by which <see cref="CustomerDirectory"/> compares keys.</para>
/// <para>Equal when the hash is. The <c>default</c> is the hash 0 and stands for nobody in particular. Immutable, eight bytes.</para>
/// </remarks>
public readonly record struct GuestKey
{
    private GuestKey(ulong hash) => Hash = hash;

    /// <summary>The hash of the key.</summary>
    public ulong Hash { get; }

    /// <summary>Hashes a numeric key.</summary>
    /// <param name="key">The partner's number for the guest.</param>
    public static GuestKey Of(long key) => new(SplitMix64.Mix((ulong)key));

    /// <summary>Hashes a GUID key.</summary>
    /// <param name="key">The partner's GUID for the guest.</param>
    public static GuestKey Of(Guid key)
    {
        Span<byte> text = stackalloc byte[36];
        _ = key.TryFormat(text, out _);
        return OfUtf8(text);
    }

    /// <summary>Hashes a text key.</summary>
    /// <param name="key">The partner's text for the guest, not empty; unpaired surrogates count as U+FFFD.</param>
    /// <remarks>Does not allocate up to 170 characters.</remarks>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty.</exception>
    public static GuestKey Of(ReadOnlySpan<char> key)
    {
        RequireKey(key.IsEmpty, nameof(key));
        if (key.Length <= 20 && (char.IsAsciiDigit(key[0]) || key[0] == '-'))
        {
            Span<byte> ascii = stackalloc byte[20];
            if (System.Text.Ascii.FromUtf16(key, ascii, out int length) == System.Buffers.OperationStatus.Done)
            {
                return OfUtf8(ascii[..length]);
            }
        }

        return new(StableHash.XxHash64(key));
    }

    /// <summary>Hashes a text key that is UTF-8 already.</summary>
    /// <param name="key">The partner's text for the guest, not empty.</param>
    /// <remarks>Never allocates.</remarks>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty.</exception>
    public static GuestKey OfUtf8(ReadOnlySpan<byte> key)
    {
        RequireKey(key.IsEmpty, nameof(key));
        return CustomerDirectory.TryCanonicalNumber(key, out long number) ? Of(number) : new(StableHash.XxHash64(key));
    }

    /// <summary>Returns the hash as sixteen hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static void RequireKey(bool empty, string name)
    {
        if (empty)
        {
            throw new ArgumentException("A guest's key must not be empty; leave guests without a key out of experiments.", name);
        }
    }
}
