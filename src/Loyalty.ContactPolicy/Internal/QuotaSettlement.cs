using System.Globalization;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Who pays back whom, and who lends whom, in whole slots.</summary>
internal static class QuotaSettlement
{
    public static Dictionary<PartnerId, long> Check(IReadOnlyList<PartnerQuota> quotas)
    {
        ArgumentNullException.ThrowIfNull(quotas);
        Dictionary<PartnerId, long> guaranteed = [];
        foreach (PartnerQuota quota in quotas)
        {
            if (quota.Partner.IsNone || quota.Guaranteed < 0 || !guaranteed.TryAdd(quota.Partner, quota.Guaranteed))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Each partner has one quota of at least 0, but '{quota.Partner}' has {quota.Guaranteed}, a second one or no name."), nameof(quotas));
            }
        }

        return guaranteed;
    }

    /// <summary>The loans that are paid back when lenders can use so many slots more than their minimum: the oldest first, each borrower at most out of its own minimum.</summary>
    public static List<QuotaLoan> Repaid(QuotaLoans loans, int period, IReadOnlyDictionary<PartnerId, long> guaranteed, Func<PartnerId, long> usable)
    {
        Dictionary<PartnerId, long> left = new(guaranteed);
        Dictionary<PartnerId, long> usableLeft = [];
        List<QuotaLoan> repaid = [];
        foreach (QuotaLoan loan in loans.Loans.Where(l => period - (long)l.Period <= loans.Life))
        {
            long use = usableLeft.TryGetValue(loan.Lender, out long known) ? known : usable(loan.Lender);
            long count = Math.Min(loan.Count, Math.Min(use, left.GetValueOrDefault(loan.Borrower)));
            usableLeft[loan.Lender] = use - Math.Max(0, count);
            if (count > 0)
            {
                left[loan.Borrower] -= count;
                repaid.Add(loan with { Count = count });
            }
        }

        return repaid;
    }

    public static (QuotaLoans Loans, IReadOnlyList<PartnerLine> Lines) Settle(QuotaLoans loans, int period, IReadOnlyList<PartnerQuota> quotas, CoalitionTally tally)
    {
        Dictionary<PartnerId, long> guaranteed = Check(quotas);
        List<QuotaLoan> repaid = Repaid(loans, period, guaranteed, p => Math.Max(0, tally.Admitted(p) - guaranteed.GetValueOrDefault(p)));
        PartnerId[] partners = [.. guaranteed.Keys.Concat(tally.Partners).Concat(loans.Loans.SelectMany(l => new[] { l.Lender, l.Borrower })).Distinct().Order()];
        Dictionary<PartnerId, PartnerLine> lines = partners.ToDictionary(p => p, p => new PartnerLine(p, tally.Asked(p), tally.Admitted(p), guaranteed.GetValueOrDefault(p), 0, 0,
            repaid.Where(l => l.Lender == p).Sum(l => l.Count), repaid.Where(l => l.Borrower == p).Sum(l => l.Count)));
        List<QuotaLoan> lent = Lend(period, [.. lines.Values]);
        foreach (QuotaLoan loan in lent)
        {
            lines[loan.Lender] = lines[loan.Lender] with { Lent = lines[loan.Lender].Lent + loan.Count };
            lines[loan.Borrower] = lines[loan.Borrower] with { Borrowed = lines[loan.Borrower].Borrowed + loan.Count };
        }

        Dictionary<(PartnerId, PartnerId, int), long> paid = repaid.ToDictionary(l => (l.Lender, l.Borrower, l.Period), l => l.Count);
        IEnumerable<QuotaLoan> left = loans.Loans.Where(l => period - (long)l.Period < loans.Life)
            .Select(l => l with { Count = l.Count - paid.GetValueOrDefault((l.Lender, l.Borrower, l.Period)) }).Where(l => l.Count > 0);
        return (new QuotaLoans(left.Concat(lent), loans.Life), [.. partners.Select(p => lines[p])]);
    }

    /// <summary>What some did not use of their right, over those who got more than theirs, in proportion.</summary>
    private static List<QuotaLoan> Lend(int period, PartnerLine[] lines)
    {
        long[] unused = [.. lines.Select(l => Math.Max(0, l.Entitled - l.Admitted))];
        long[] over = [.. lines.Select(l => Math.Max(0, l.Admitted - l.Entitled))];
        long total = Math.Min(unused.Sum(), over.Sum());
        long[] lenders = Split(total, unused);
        List<QuotaLoan> lent = [];
        for (int i = 0; i < lines.Length; i++)
        {
            long[] parts = Split(lenders[i], over);
            for (int j = 0; j < lines.Length; j++)
            {
                over[j] -= parts[j];
                if (parts[j] > 0)
                {
                    lent.Add(new QuotaLoan(lines[i].Partner, lines[j].Partner, period, parts[j]));
                }
            }
        }

        return lent;
    }

    /// <summary>Splits a whole number in proportion to weights, none getting more than its weight; what is left over goes to the largest remainders, then to the first.</summary>
    private static long[] Split(long total, long[] weights)
    {
        Int128 sum = weights.Sum();
        if (total == 0 || sum == 0)
        {
            return new long[weights.Length];
        }

        long[] parts = [.. weights.Select(w => (long)(total * (Int128)w / sum))];
        long left = total - parts.Sum();
        foreach (int i in Enumerable.Range(0, weights.Length).OrderByDescending(i => total * (Int128)weights[i] % sum).Take((int)left))
        {
            parts[i]++;
        }

        return parts;
    }
}
