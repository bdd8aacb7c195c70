namespace Loyalty.Core;

/// <summary>A seeded generator of pseudo-random numbers: the same seed gives the same numbers on every machine.</summary>
/// <remarks>
/// Steele, Lea and Flood, 'Fast splittable pseudorandom number generators', OOPSLA 2014; a period of 2^64. Not for secrets. A mutable
/// value: pass it by reference, one thread at a time. The <c>default</c> is the generator of seed 0.
/// </remarks>
public struct SplitMix64 : IEquatable<SplitMix64>
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>Starts a generator.</summary>
    /// <param name="seed">Any number.</param>
    public SplitMix64(ulong seed) => state = seed;

    /// <summary>Scrambles 64 bits: each input bit changes about half of the output bits, and no two inputs meet.</summary>
    /// <param name="value">Any number.</param>
    public static ulong Mix(ulong value)
    {
        ulong z = value + Increment;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Draws 64 bits.</summary>
    public ulong Next()
    {
        ulong drawn = Mix(state);
        state += Increment;
        return drawn;
    }

    /// <summary>Draws a whole number in [0, <paramref name="bound"/>).</summary>
    /// <param name="bound">1 to 2^31 − 1. The bias is below <c>bound</c> / 2^32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)(((Next() >> 32) * (ulong)bound) >> 32);
    }

    /// <summary>Draws a number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc/>
    public readonly bool Equals(SplitMix64 other) => state == other.state;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is SplitMix64 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => state.GetHashCode();

    /// <summary>Whether two generators will draw the same numbers.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SplitMix64 left, SplitMix64 right) => left.Equals(right);

    /// <summary>Whether two generators will draw different numbers.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SplitMix64 left, SplitMix64 right) => !left.Equals(right);
}
