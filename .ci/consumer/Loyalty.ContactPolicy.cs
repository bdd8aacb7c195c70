// prints: Defer 2026-03-02T12:00:00Z
using System.Globalization;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

internal static class UseLoyaltyContactPolicy
{
    public static string Answer()
    {
        ContactMatrix matrix = ContactMatrix.Parse("""{ "caps": [{ "id": "promo-daily", "channels": ["sms"], "kinds": ["promo"], "max": 1, "window": "24h" }] }""");
        CustomerDirectory guests = new();
        CustomerId guest = guests.GetOrAdd("guest-1");
        DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Contact sent = new(guest, new PartnerId("grocer"), Channel.Sms, ContactKind.Promo, noon);
        ContactDecision decision = new ContactGate(matrix).Decide(
            new ContactRequest(guest, new PartnerId("chemist"), Channel.Sms, ContactKind.Promo, noon.AddHours(5)), [sent]);
        return $"{decision.Outcome} {decision.NextAllowedAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}";
    }
}
