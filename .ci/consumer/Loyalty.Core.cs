// prints: 12.30 EUR
using Loyalty.Core;

internal static class UseLoyaltyCore
{
    public static string Answer() => Money.Exact(12.3m, new Currency("EUR")).ToString();
}
