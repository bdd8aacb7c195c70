using System.Globalization;

namespace Loyalty.Pos.Redemption;

/// <summary>So much of a limit: uses, or minor units of a budget.</summary>
/// <remarks>Equal when both members are. The <c>default</c> is nothing of no limit. Immutable.</remarks>
public readonly record struct LimitAmount
{
    /// <summary>The largest amount, 10^12.</summary>
    public const long Most = 1_000_000_000_000;

    private readonly long amount;

    /// <summary>Makes an amount.</summary>
    /// <param name="key">The counter.</param>
    /// <param name="amount">Uses, or minor units; 0 to <see cref="Most"/> (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is outside its range.</exception>
    public LimitAmount(LimitKey key, long amount)
    {
        Key = key;
        Amount = amount;
    }

    /// <summary>The counter.</summary>
    public LimitKey Key { get; init; }

    /// <summary>Uses, or minor units of a budget.</summary>
    /// <value>0 to <see cref="Most"/> (inclusive).</value>
    public long Amount
    {
        get => amount;
        init => amount = value is >= 0 and <= Most
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Amount), value, string.Create(CultureInfo.InvariantCulture, $"An amount of a limit must be from 0 to {Most} (inclusive)."));
    }
}
