// prints: PricingSession, Transient
using Loyalty.Extensions;
using Loyalty.Pos;
using Microsoft.Extensions.DependencyInjection;

internal static class UseLoyaltyExtensions
{
    public static string Answer()
    {
        ServiceCollection services = new();
        services.AddLoyalty(loyalty => loyalty.AddPos());
        ServiceDescriptor till = services.Single(s => s.ServiceType == typeof(PricingSession));
        return $"{till.ServiceType.Name}, {till.Lifetime}";
    }
}
