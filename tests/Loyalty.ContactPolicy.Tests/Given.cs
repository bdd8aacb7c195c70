using System.Globalization;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests;

/// <summary>Short words for the tests: instants, requests, contacts, matrices.</summary>
internal static class Given
{
    public static readonly PartnerId Bakery = new("bakery");
    public static readonly PartnerId Cinema = new("cinema");
    public static readonly CustomerId Anna = new(0);

    public static DateTimeOffset At(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static ContactGate Gate(string json) => new(ContactMatrix.Parse(json));

    public static ContactGate Gate(ContactMatrixOptions options) => new(new ContactMatrix(options));

    public static ContactRequest Promo(string at, Channel? channel = null, PartnerId? partner = null, GuestZone zone = default) =>
        new(Anna, partner ?? Bakery, channel ?? Channel.Email, ContactKind.Promo, At(at), zone);

    public static Contact Sent(string at, Channel? channel = null, PartnerId? partner = null, ContactKind? kind = null) =>
        new(Anna, partner ?? Bakery, channel ?? Channel.Email, kind ?? ContactKind.Promo, At(at));

    public static ContactDecision Deferred(string rule, string until) => new(ContactOutcome.Defer, rule, At(until));

    public static ContactDecision Denied(string rule) => new(ContactOutcome.Deny, rule, null);

    public static readonly ContactDecision Allowed = new(ContactOutcome.Allow, null, null);
}
