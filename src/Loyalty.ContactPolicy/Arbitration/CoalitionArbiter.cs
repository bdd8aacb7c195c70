using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>Shares the attention of a whole base: the most worth under the matrix, with a guaranteed minimum for each partner, and unused minimums lent and paid back.</summary>
/// <remarks>
/// <para>The rule has two passes. First every guest chooses alone. Then partners that got less than their right take more in turn: first those to whom others owe slots, the one owed the most first, then all in
/// the order of the quotas. A partner takes the messages that cost the base the least (<see cref="QuotaBid"/>). They displace messages of partners that have more than their right; as soon as a partner has no more to
/// give, what goes of it is guaranteed and stays, as what was taken does. The rest of a guest's choice is made anew around what is guaranteed.</para>
/// <para>So a partner gets its right (the minimum, more by what was paid back to it, less by what it paid back), or else no guest is left at whom another of its messages could go beside the guaranteed ones.
/// This holds as far as the searches for single guests ended by themselves.</para>
/// <para>Deterministic, and the same however guests are divided into shards. Immutable, so any number of threads may share one.</para>
/// </remarks>
public sealed class CoalitionArbiter
{
    private readonly IReadOnlyList<PartnerQuota> quotas;
    private readonly Dictionary<PartnerId, long> guaranteed;

    /// <summary>Makes an arbiter.</summary>
    /// <param name="quotas">The guaranteed minimums of a period, in the order in which partners take them; partners without one have none.</param>
    /// <exception cref="ArgumentException">A quota names no partner, twice the same or less than 0.</exception>
    public CoalitionArbiter(IReadOnlyList<PartnerQuota> quotas)
    {
        guaranteed = QuotaSettlement.Check(quotas);
        this.quotas = [.. quotas];
    }

    /// <summary>Leads shards through a period.</summary>
    /// <param name="shards">All guests, each in one shard; new shards, for what was guaranteed in one before stays so.</param>
    /// <param name="period">The number of the period; above that of every loan.</param>
    /// <param name="loans">Who owes whom; nobody by default.</param>
    /// <exception cref="ArgumentException">The period is not above that of every loan.</exception>
    public CoalitionResult Run(IReadOnlyList<CoalitionShard> shards, int period, QuotaLoans? loans = null)
    {
        ArgumentNullException.ThrowIfNull(shards);
        loans ??= QuotaLoans.None;
        loans.RequireLater(period);
        CoalitionTally tally = Tally(shards);
        PartnerRights rights = new(tally, guaranteed);

        // First, what is owed: all that the others could give back is open to it.
        List<QuotaLoan> open = QuotaSettlement.Repaid(loans, period, guaranteed, _ => long.MaxValue);
        foreach (PartnerId partner in guaranteed.Keys)
        {
            rights.Set(partner, guaranteed[partner] - open.Where(l => l.Borrower == partner).Sum(l => l.Count));
        }

        foreach (PartnerId lender in loans.Loans.Select(l => l.Lender).Distinct().OrderByDescending(loans.OwedTo).ThenBy(p => p))
        {
            rights.Set(lender, guaranteed.GetValueOrDefault(lender) + open.Where(l => l.Lender == lender).Sum(l => l.Count));
            Take(shards, lender, rights);
        }

        // Then the minimums, less by what was really given back.
        List<QuotaLoan> repaid = QuotaSettlement.Repaid(loans, period, guaranteed, p => Math.Max(0, rights.Admitted(p) - guaranteed.GetValueOrDefault(p)));
        foreach (PartnerId partner in guaranteed.Keys.Concat(loans.Loans.Select(l => l.Lender)).Distinct())
        {
            rights.Set(partner, guaranteed.GetValueOrDefault(partner) + repaid.Where(l => l.Lender == partner).Sum(l => l.Count) - repaid.Where(l => l.Borrower == partner).Sum(l => l.Count));
        }

        foreach (PartnerQuota quota in quotas)
        {
            Take(shards, quota.Partner, rights);
        }

        tally = Tally(shards);
        (QuotaLoans after, IReadOnlyList<PartnerLine> lines) = loans.Settle(period, quotas, tally);
        return new CoalitionResult(lines, after, tally);
    }

    private static CoalitionTally Tally(IReadOnlyList<CoalitionShard> shards) => shards.Aggregate(CoalitionTally.Empty, (sum, s) => sum.Merge(s.Tally()));

    /// <summary>Takes the cheapest messages of a partner until it has its right or there are none.</summary>
    private static void Take(IReadOnlyList<CoalitionShard> shards, PartnerId partner, PartnerRights rights)
    {
        while (rights.Missing(partner) is > 0 and var missing)
        {
            foreach (PartnerId full in rights.WithoutSurplus())
            {
                Guarantee(shards, full);
            }

            QuotaBid[] bids = [.. shards.SelectMany(s => s.Bids(partner, (int)Math.Min(missing, int.MaxValue))).Order(QuotaBid.InOrder).Take((int)Math.Min(missing, int.MaxValue))];
            QuotaBid[] taken = [.. bids.Where(b => rights.Missing(partner) > 0 && rights.TryTake(b))];
            foreach (CoalitionShard shard in shards)
            {
                shard.Guarantee(taken);
            }

            if (bids.Length == 0)
            {
                return;
            }

            if (taken.Length == 0)
            {
                // Each bid would take more from someone than they have to give, so what these have stays.
                foreach (PartnerId blocking in bids.SelectMany(rights.BlockedBy).Distinct().Order().ToArray())
                {
                    Guarantee(shards, blocking);
                }
            }
        }
    }

    private static void Guarantee(IReadOnlyList<CoalitionShard> shards, PartnerId partner)
    {
        foreach (CoalitionShard shard in shards)
        {
            shard.Guarantee(partner);
        }
    }
}
