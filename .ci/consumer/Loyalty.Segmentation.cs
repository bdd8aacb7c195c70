// prints: 2 visits, 9 days ago
using Loyalty.Core;
using Loyalty.Segmentation;

internal static class UseLoyaltySegmentation
{
    public static string Answer()
    {
        Currency euro = new("EUR");
        CustomerId guest = new(0);
        PurchaseHistory history = new(euro);
        history.Add(guest, new DateOnly(2026, 3, 1), Money.Exact(10m, euro));
        history.Add(guest, new DateOnly(2026, 3, 22), Money.Exact(5m, euro));
        CustomerSummary summary = history.Summarise(new DateOnly(2026, 3, 31))[guest];
        return FormattableString.Invariant($"{summary.Visits} visits, {summary.RecencyDays} days ago");
    }
}
