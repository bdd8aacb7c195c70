using Loyalty.Core;

namespace Loyalty.Offers.Allocation;

/// <summary>One offer for one customer.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Customer">Who gets it.</param>
/// <param name="Offer">What.</param>
/// <param name="Value">What it is expected to bring, as the candidate said.</param>
/// <param name="Cost">What it is expected to cost.</param>
/// <param name="Candidate">The candidate's place in the order in which candidates were added, from 0.</param>
/// <param name="Advantage">Why this one: its value less its cost at the price of the budget and of the offer's limit, the quantity that the allocation
/// maximises customer by customer. About zero for the picks at the edge of the budget; below zero for those that fill it up.</param>
public readonly record struct AllocationPick(CustomerId Customer, OfferId Offer, decimal Value, Money Cost, int Candidate, double Advantage);
