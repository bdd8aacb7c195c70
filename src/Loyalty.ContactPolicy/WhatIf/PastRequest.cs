using Loyalty.Core;

namespace Loyalty.ContactPolicy.WhatIf;

/// <summary>A message of the past: one that went, or one that was refused.</summary>
/// <remarks>Give each message once: at the instant at which it went, or, where it never went, at which it was asked for. Equal when all members are. Immutable.</remarks>
/// <param name="Contact">To whom, by whom, on which channel, why and when.</param>
/// <param name="WasSent">Whether it went.</param>
public readonly record struct PastRequest(Contact Contact, bool WasSent)
{
    /// <summary>The guest's clock.</summary>
    /// <value>The matrix's by default.</value>
    public GuestZone Zone { get; init; }

    /// <summary>What was known about the guest.</summary>
    /// <value>Null, nothing, by default.</value>
    public GuestFacts? Guest { get; init; }
}
