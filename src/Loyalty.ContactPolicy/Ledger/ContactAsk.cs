using Loyalty.ContactPolicy.Internal;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Ledger;

/// <summary>One of many questions that are asked at once, with its cell looked up before.</summary>
/// <remarks>Equal when all members are. The <c>default</c> names nothing and is refused. Forty bytes: a campaign makes many. Immutable.</remarks>
/// <param name="Customer">To whom.</param>
/// <param name="Cell">Channel, kind and partner, from <see cref="ContactMatrix.Cell"/> of the ledger's matrix.</param>
/// <param name="At">When.</param>
/// <param name="Zone">The guest's clock; the matrix's by default.</param>
public readonly record struct ContactAsk(CustomerId Customer, MatrixCell Cell, DateTimeOffset At, GuestZone Zone = default)
{
    // Eight bytes for an instant and nine for a clock, where the public types take sixteen each.
    private readonly long utcTicks = At.UtcTicks;
    private readonly Zone zone = Zone.Own;
    private readonly GuestZoneState zoneState = Zone.State;

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset At
    {
        get => new(utcTicks, TimeSpan.Zero);
        init => utcTicks = value.UtcTicks;
    }

    /// <summary>The guest's clock.</summary>
    /// <value>The matrix's by default.</value>
    public GuestZone Zone
    {
        get => new(zoneState, zone);
        init => (zoneState, zone) = (value.State, value.Own);
    }

    /// <summary>What is known about the guest beside their contacts.</summary>
    /// <value>Null, nothing, by default.</value>
    public GuestFacts? Guest { get; init; }

    internal long UtcTicks => utcTicks;

    /// <summary>Whether its cell's windows may answer first: nothing is told of the guest, and no clock is named that nobody knows.</summary>
    internal bool IsPlain => Guest is null && zoneState != GuestZoneState.Unknown;
}
