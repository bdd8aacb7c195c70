namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>What partners asked for and got in a period, and who owes whom after it. What goes to each guest, the shards tell.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Lines">A line for each partner, in order.</param>
/// <param name="Loans">The loans after the period.</param>
/// <param name="Tally">The counts over all shards.</param>
public sealed record CoalitionResult(IReadOnlyList<PartnerLine> Lines, QuotaLoans Loans, CoalitionTally Tally);
