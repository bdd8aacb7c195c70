using System.Globalization;

namespace Loyalty.Core;

/// <summary>Time from an instant (inclusive) to an instant (exclusive), in UTC.</summary>
/// <remarks>
/// Half-open: what ends at midnight no longer holds at midnight. Equal when both instants are. The <c>default</c> is empty. Immutable.
/// </remarks>
public readonly record struct InstantRange
{
    /// <summary>Makes a range.</summary>
    /// <param name="start">The first instant (inclusive), at any offset.</param>
    /// <param name="end">The end (exclusive), at any offset; equal to <paramref name="start"/> for an empty range.</param>
    /// <exception cref="ArgumentException"><paramref name="end"/> is before <paramref name="start"/>.</exception>
    public InstantRange(DateTimeOffset start, DateTimeOffset end)
    {
        if (end < start)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A range must not end before it starts, but {end:O} is before {start:O}."), nameof(end));
        }

        Start = start.ToUniversalTime();
        End = end.ToUniversalTime();
    }

    /// <summary>The first instant (inclusive), in UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The end (exclusive), in UTC.</summary>
    public DateTimeOffset End { get; }

    /// <summary>How long.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>Whether there is no instant in it.</summary>
    public bool IsEmpty => Start == End;

    /// <summary>Whether an instant is in it.</summary>
    /// <param name="instant">An instant, at any offset.</param>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;

    /// <summary>Returns both instants in UTC, on every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Start:yyyy-MM-ddTHH:mm:ss.FFFFFFF}Z, {End:yyyy-MM-ddTHH:mm:ss.FFFFFFF}Z)");
}
