using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>Slots of one partner's guaranteed minimum that another used, because the first had no message for them.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Lender">Whose slots they were.</param>
/// <param name="Borrower">Who used them.</param>
/// <param name="Period">The number of the period.</param>
/// <param name="Count">How many are not paid back yet; above 0.</param>
public readonly record struct QuotaLoan(PartnerId Lender, PartnerId Borrower, int Period, long Count);
