using Loyalty.Offers.Experiments;

namespace Loyalty.Extensions;

/// <summary>The options of Loyalty.Offers.</summary>
/// <remarks>Budgets and splits belong to a campaign, not to a host: make an allocator and an experiment for each.</remarks>
public sealed record OffersOptions
{
    /// <summary>How effects are measured.</summary>
    public EffectOptions Effect { get; init; } = new();
}
