using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy;

/// <summary>By which clock a guest lives: a zone of their own, the matrix's, or one that nobody knows.</summary>
/// <remarks>
/// A name that the time zone database does not know is kept as <see cref="Unknown"/> and denies the message: guessing a zone would ring
/// at night. Equal when the zone is. The <c>default</c> is <see cref="OfMatrix"/>. Immutable.
/// </remarks>
public readonly record struct GuestZone
{
    internal GuestZone(GuestZoneState state, Zone own)
    {
        State = state;
        Own = own;
    }

    /// <summary>The matrix's own zone; the same as <c>default</c>.</summary>
    public static GuestZone OfMatrix => default;

    /// <summary>A zone that was named but is not known.</summary>
    public static GuestZone Unknown => new(GuestZoneState.Unknown, default);

    /// <summary>Whether a zone was named that is not known.</summary>
    public bool IsUnknown => State == GuestZoneState.Unknown;

    internal GuestZoneState State { get; }

    /// <summary>The guest's own zone, where it is known.</summary>
    internal Zone Own { get; }

    /// <summary>The guest's own zone.</summary>
    /// <param name="zone">A known zone.</param>
    public static GuestZone Of(Zone zone) => new(GuestZoneState.Known, zone);

    /// <summary>Reads a zone's name as a guest's record holds it.</summary>
    /// <param name="name">A name of the IANA database; null or empty means the matrix's zone.</param>
    /// <returns>The zone, or <see cref="Unknown"/> where this host's database does not know the name.</returns>
    public static GuestZone Named(string? name) =>
        string.IsNullOrEmpty(name) ? OfMatrix : Zone.TryGet(name, out Zone zone) ? Of(zone) : Unknown;

    /// <summary>Returns the zone's name, <c>matrix</c> or <c>unknown</c>.</summary>
    public override string ToString() => State switch
    {
        GuestZoneState.Known => Own.Name,
        GuestZoneState.Unknown => "unknown",
        _ => "matrix",
    };

    internal Zone Or(Zone fallback) => State == GuestZoneState.Known ? Own : fallback;
}
