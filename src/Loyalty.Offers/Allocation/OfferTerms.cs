using Loyalty.Core;

namespace Loyalty.Offers.Allocation;

/// <summary>An offer as the allocation sees it: its name and how many guests may get it.</summary>
/// <remarks>Equal when both members are. The <c>default</c> names no offer and is refused by <see cref="CandidateSet"/>. Immutable.</remarks>
/// <param name="Id">The offer.</param>
/// <param name="Limit">The most guests who may get it, ≥ 0; absent, no limit. Zero means nobody.</param>
public readonly record struct OfferTerms(OfferId Id, int? Limit = null);
