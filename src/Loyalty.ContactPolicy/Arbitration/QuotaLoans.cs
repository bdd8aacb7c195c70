using System.Globalization;
using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>Who lent whom which part of a guaranteed minimum, and still waits for it.</summary>
/// <remarks>
/// Numbers are whole, so ledgers of different regions merge exactly. To keep it, write <see cref="Loans"/>. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class QuotaLoans
{
    /// <summary>Takes up loans.</summary>
    /// <param name="loans">The loans that are not paid back; those of one lender, borrower and period are joined.</param>
    /// <param name="life">For how many periods after its own a loan can be called in; 1 to 1,000.</param>
    /// <exception cref="ArgumentException">A loan names no partner, or twice the same, or does not count above 0.</exception>
    public QuotaLoans(IEnumerable<QuotaLoan> loans, int life = 4)
    {
        ArgumentNullException.ThrowIfNull(loans);
        ArgumentOutOfRangeException.ThrowIfLessThan(life, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, 1_000);
        Life = life;
        Loans = [.. loans.GroupBy(l => (l.Lender, l.Borrower, l.Period)).Select(g => new QuotaLoan(g.Key.Lender, g.Key.Borrower, g.Key.Period, g.Sum(l => Checked(l).Count)))
            .OrderBy(l => l.Period).ThenBy(l => l.Lender).ThenBy(l => l.Borrower)];
    }

    /// <summary>No loans.</summary>
    public static QuotaLoans None { get; } = new([]);

    /// <summary>The loans that are not paid back, the oldest first.</summary>
    public IReadOnlyList<QuotaLoan> Loans { get; }

    /// <summary>For how many periods after its own a loan can be called in; then it lapses.</summary>
    public int Life { get; }

    /// <summary>The loans of both.</summary>
    /// <param name="other">Loans of another region of the same coalition.</param>
    public QuotaLoans Merge(QuotaLoans other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Loans.Concat(other.Loans), Math.Max(Life, other.Life));
    }

    /// <summary>How many slots others owe a partner.</summary>
    /// <param name="partner">The partner.</param>
    public long OwedTo(PartnerId partner) => Loans.Where(l => l.Lender == partner).Sum(l => l.Count);

    /// <summary>How many slots a partner owes others.</summary>
    /// <param name="partner">The partner.</param>
    public long OwedBy(PartnerId partner) => Loans.Where(l => l.Borrower == partner).Sum(l => l.Count);

    /// <summary>Settles a period: pays back, then lends what was not used to those who got more than their right.</summary>
    /// <param name="period">The number of the period; above that of every loan.</param>
    /// <param name="quotas">The guaranteed minimums; a partner without one has 0.</param>
    /// <param name="tally">What was asked and what goes.</param>
    /// <returns>The loans after it, and a line for each partner.</returns>
    /// <exception cref="ArgumentException">The period is not above that of every loan, or a quota names no partner, twice the same or less than 0.</exception>
    public (QuotaLoans Loans, IReadOnlyList<PartnerLine> Lines) Settle(int period, IReadOnlyList<PartnerQuota> quotas, CoalitionTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        RequireLater(period);
        return QuotaSettlement.Settle(this, period, quotas, tally);
    }

    internal void RequireLater(int period)
    {
        if (Loans.Count > 0 && Loans[^1].Period >= period)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The period must come after every loan, but there is one of period {Loans[^1].Period} and it is {period}."), nameof(period));
        }
    }

    private static QuotaLoan Checked(QuotaLoan loan) => !loan.Lender.IsNone && !loan.Borrower.IsNone && loan.Lender != loan.Borrower && loan.Count > 0 ? loan
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A loan must be of one partner to another and above 0, but it is {loan.Count} of '{loan.Lender}' to '{loan.Borrower}'."));
}
