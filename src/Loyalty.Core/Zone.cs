using System.Collections.Concurrent;
using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>A time zone of the IANA database, such as <c>Europe/Kyiv</c>: the rules by which a guest's clock runs.</summary>
/// <remarks>
/// A zone, never an offset: the offset changes twice a year and by law. Equal when the name is. The <c>default</c> is
/// <see cref="Utc"/>. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct Zone
{
    private static readonly ConcurrentDictionary<string, ZoneOffsets> Known = new(StringComparer.Ordinal);

    private readonly ZoneOffsets? offsets;

    private Zone(ZoneOffsets offsets) => this.offsets = offsets;

    /// <summary>Universal time; the same as <c>default</c>.</summary>
    public static Zone Utc => default;

    /// <summary>The name in the IANA database.</summary>
    /// <value><c>UTC</c> for <c>default</c>.</value>
    public string Name => Info.Id;

    private TimeZoneInfo Info => offsets?.Info ?? TimeZoneInfo.Utc;

    /// <summary>Finds a zone.</summary>
    /// <param name="name">A name of the IANA database, exactly as written there.</param>
    /// <exception cref="ArgumentException">The host's database does not know the name.</exception>
    public static Zone Get(string name) => TryGet(name, out Zone zone)
        ? zone
        : throw new ArgumentException($"The time zone '{name}' is not in this host's IANA database; write it as Area/City, such as Europe/Berlin.", nameof(name));

    /// <summary>Finds a zone if the host's database knows it.</summary>
    /// <param name="name">A name of the IANA database, exactly as written there.</param>
    /// <param name="zone">The zone, or <c>default</c>.</param>
    /// <returns>Whether it is known.</returns>
    public static bool TryGet(string? name, out Zone zone)
    {
        zone = default;
        if (name is "UTC" or "Etc/UTC")
        {
            return true;
        }

        if (name is not null && Known.TryGetValue(name, out ZoneOffsets? known))
        {
            zone = new Zone(known);
            return true;
        }

        if (string.IsNullOrEmpty(name) || !IsPlainName(name) || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? found)
            || !found.HasIanaId || !string.Equals(found.Id, name, StringComparison.Ordinal))
        {
            return false;
        }

        zone = new Zone(Known.GetOrAdd(name, static (_, info) => new ZoneOffsets(info), found));
        return true;
    }

    /// <summary>Proves that this host has time zone data, so that a missing database fails at start and not in a guest's night.</summary>
    /// <exception cref="InvalidOperationException">The database is missing, or the process runs without it.</exception>
    public static void RequireData()
    {
        if (!TryGet("Europe/Berlin", out _))
        {
            throw new InvalidOperationException("This host has no IANA time zone data; install the package tzdata (Debian, Alpine) or ICU (Windows).");
        }
    }

    /// <summary>The guest's clock at an instant.</summary>
    /// <param name="instant">An instant, at any offset.</param>
    /// <returns>The same instant with this zone's offset.</returns>
    public DateTimeOffset ToLocal(DateTimeOffset instant)
    {
        long utc = instant.UtcTicks;
        long offset = offsets?.At(utc) ?? 0;
        return utc + offset is var clock && clock >= DateTime.MinValue.Ticks && clock <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(clock, new TimeSpan(offset))
            : TimeZoneInfo.ConvertTime(instant, Info);
    }

    /// <summary>The first instant at which the guest's clock shows a time, or, where it skips that time, the instant of the skip.</summary>
    /// <param name="local">A time on the guest's clock; its <see cref="DateTime.Kind"/> is ignored.</param>
    /// <returns>The instant, with this zone's offset. A time that is shown twice means the first.</returns>
    public DateTimeOffset ToInstant(DateTime local)
    {
        // Only the way from instants to clocks is asked of TimeZoneInfo: the way back is off by a tick, or an hour, at some transitions.
        DateTime clock = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        TimeSpan before = OffsetAt(clock.Ticks - TimeSpan.TicksPerDay);
        TimeSpan after = OffsetAt(clock.Ticks + TimeSpan.TicksPerDay);
        (TimeSpan east, TimeSpan west) = before > after ? (before, after) : (after, before);
        if (OffsetAt(clock.Ticks - east.Ticks) == east)
        {
            return new DateTimeOffset(clock, east);
        }

        return OffsetAt(clock.Ticks - west.Ticks) == west
            ? new DateTimeOffset(clock, west)
            : FirstAtOrAfter(clock.Ticks - east.Ticks, clock.Ticks - west.Ticks, clock);
    }

    /// <summary>Whether two zones have the same name.</summary>
    /// <param name="other">Another zone.</param>
    public bool Equals(Zone other) => string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <summary>Returns <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    private TimeSpan OffsetAt(long utcTicks) => new(offsets?.At(Instant(utcTicks).UtcTicks) ?? 0);

    private static DateTimeOffset Instant(long utcTicks) => new(Math.Clamp(utcTicks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    /// <summary>The first instant of [from, to] whose clock has reached a time; the clock goes forward there.</summary>
    private DateTimeOffset FirstAtOrAfter(long from, long to, DateTime clock)
    {
        while (from < to)
        {
            long middle = from + ((to - from) / 2);
            if (ToLocal(Instant(middle)).DateTime >= clock)
            {
                to = middle;
            }
            else
            {
                from = middle + 1;
            }
        }

        return ToLocal(Instant(from));
    }

    private static bool IsPlainName(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+'))
            {
                return false;
            }
        }

        return name[0] != '/' && !name.StartsWith("posix/", StringComparison.Ordinal) && !name.StartsWith("right/", StringComparison.Ordinal)
            && name is not ("posixrules" or "localtime" or "leapseconds");
    }
}
