using System.Globalization;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>One guest's candidates, checked, with the instants at which the gate would let each go alone.</summary>
internal sealed class ArbitrationProblem
{
    private const decimal Millionth = 0.000001m;
    private const double Millionths = 1_000_000;

    // The costs of all candidates together still fit.
    private const double MostCost = long.MaxValue / 4096.0;

    private readonly long[] costs;
    private readonly long[] sums;
    private readonly bool[] isOnGrid;

    public ArbitrationProblem(ContactGate gate, ArbitrationOptions options, GuestPeriod period, IReadOnlyList<MessageCandidate> candidates, ReadOnlySpan<Contact> history)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(candidates);
        Gate = gate;
        Period = period;
        (From, To) = (Instant.Check(period.From).UtcTicks, Instant.Check(period.To).UtcTicks);
        if (To <= From)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The period must end after it begins, but it is from {period.From:O} to {period.To:O}."), nameof(period));
        }

        if (!(period.CostOfOneMore is >= 0 and <= MessageCandidate.MostValue))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The cost of one more message must be from 0 to {MessageCandidate.MostValue}, but it is {period.CostOfOneMore}."), nameof(period));
        }

        ArgumentNullException.ThrowIfNull(period.Hours);
        long step = options.Grid.Ticks;
        Zone = period.Zone.Or(gate.Matrix.Options.TimeZone);
        History = Seen(history);
        Candidates = Check(candidates);
        (costs, sums) = (new long[candidates.Count + 1], new long[candidates.Count + 2]);
        for (int i = 0; i < costs.Length; i++)
        {
            costs[i] = (long)Math.Min(Math.Round(period.CostOfOneMore * Millionths) * Math.Pow(options.CostGrowth, i), MostCost);
            sums[i + 1] = sums[i] + costs[i];
        }

        HasSteadyCost = options.CostGrowth == 1;
        Ranks = new int[candidates.Count];
        int rank = 0;
        foreach (int i in Enumerable.Range(0, candidates.Count).OrderByDescending(i => candidates[i].Priority).ThenBy(i => candidates[i].Id, StringComparer.Ordinal))
        {
            Ranks[i] = rank++;
        }

        Cells = [.. candidates.Select(c => gate.Matrix.Cell(c.Channel, c.Kind, c.Partner, c.Carried))];
        Worths = [.. candidates.Select(c => c.Value * c.Propensity)];
        List<long> grid = InstantGrid.Of(Zone, From, To, step);
        Instants = [.. grid.Concat(candidates.SelectMany(c => c.Instants ?? []).Select(i => Instant.Check(i).UtcTicks).Where(t => t >= From && t < To)).Distinct().Order()];
        Shares = [.. Instants.Select(t => InstantGrid.Share(period.Hours, Zone, t))];
        isOnGrid = [.. Instants.Select(t => LocalClock.TimeOfDay(Zone, t) % step == 0)];
        (Open, InTime) = (new Slot[candidates.Count][], new Slot[candidates.Count][]);
        Index();
    }

    public ContactGate Gate { get; }

    public GuestPeriod Period { get; }

    public long From { get; }

    public long To { get; }

    public Zone Zone { get; }

    /// <summary>What a rule may see, in order of time.</summary>
    public PackedContact[] History { get; }

    public IReadOnlyList<MessageCandidate> Candidates { get; }

    public MatrixCell[] Cells { get; }

    /// <summary>Who goes before whom at one instant.</summary>
    public int[] Ranks { get; }

    /// <summary>Value × propensity.</summary>
    public double[] Worths { get; }

    public long[] Instants { get; }

    public double[] Shares { get; }

    /// <summary>For each candidate the instants at which it may go alone, the most precious first, then the earliest; none where it is worth nothing. Empty for exempt kinds.</summary>
    public Slot[][] Open { get; }

    /// <summary>The same in order of time.</summary>
    public Slot[][] InTime { get; }

    public int Count => Candidates.Count;

    /// <summary>Whether each message costs as much as the first.</summary>
    public bool HasSteadyCost { get; }

    /// <summary>What the next message costs after so many.</summary>
    public long CostAfter(int count) => costs[count];

    public long CostOf(int count) => sums[count];

    public static long InMillionths(double worth) => (long)Math.Round(worth * Millionths);

    public static decimal Worth(long millionths) => millionths * Millionth;

    /// <summary>The instants of a candidate that lie in its own range, in order of time.</summary>
    public IEnumerable<int> Range(int candidate)
    {
        MessageCandidate message = Candidates[candidate];
        HashSet<long>? own = message.Instants is null ? null : [.. message.Instants.Select(i => i.UtcTicks)];
        for (int i = 0; i < Instants.Length; i++)
        {
            bool isOffered = own is null ? isOnGrid[i] : own.Contains(Instants[i]);
            if (isOffered && Instants[i] >= Earliest(message) && Instants[i] < Expiry(message))
            {
                yield return i;
            }
        }
    }

    public long Earliest(MessageCandidate message) => Math.Max(From, message.Earliest?.UtcTicks ?? From);

    public long Expiry(MessageCandidate message) => Math.Min(To, message.ExpiresAt?.UtcTicks ?? To);

    public bool AllowsAlone(int candidate, int instant) => Gate.Allows(Cells[candidate], History, Instants[instant], Period.Zone, Period.Guest);

    private void Index()
    {
        // What is allowed alone follows from the cell, which many candidates share, and from rules, which many cells share.
        Dictionary<MatrixCell, bool[]> known = [];
        Dictionary<(CompiledRule Rule, int Partner), bool[]> byRule = [];
        List<Slot> open = [];
        for (int i = 0; i < Count; i++)
        {
            open.Clear();
            if (!Cells[i].IsExempt && Worths[i] > 0)
            {
                if (!known.TryGetValue(Cells[i], out bool[]? allowed))
                {
                    known.Add(Cells[i], allowed = AllowedAlone(Cells[i], byRule));
                }

                foreach (int instant in Range(i))
                {
                    long worth = InMillionths(Worths[i] * Shares[instant]);
                    if (worth > 0 && allowed[instant])
                    {
                        open.Add(new Slot(instant, worth));
                    }
                }
            }

            InTime[i] = [.. open];
            open.Sort(static (a, b) => b.Worth.CompareTo(a.Worth) is not 0 and var order ? order : a.Instant.CompareTo(b.Instant));
            Open[i] = [.. open];
        }
    }

    /// <summary>At which instants the gate would allow a cell alone: asked rule by rule, and once of the gate for all that does not depend on the instant.</summary>
    private bool[] AllowedAlone(MatrixCell cell, Dictionary<(CompiledRule Rule, int Partner), bool[]> byRule)
    {
        bool[] allowed = new bool[Instants.Length];
        if (Period.Guest?.Limits is not null)
        {
            for (int instant = 0; instant < allowed.Length; instant++)
            {
                allowed[instant] = Gate.Allows(cell, History, Instants[instant], Period.Zone, Period.Guest);
            }

            return allowed;
        }

        Array.Fill(allowed, true);
        MatrixCell narrowed = cell.For(Period.Guest);
        Evaluation evaluation = new(narrowed, Gate.Matrix.Table, History, Zone);
        foreach (CompiledRule rule in narrowed.Rules)
        {
            (CompiledRule, int) key = (rule, rule.IsEach ? cell.PartnerCode : -1);
            if (!byRule.TryGetValue(key, out bool[]? one))
            {
                byRule.Add(key, one = new bool[Instants.Length]);
                for (int instant = 0; instant < one.Length; instant++)
                {
                    one[instant] = evaluation.Allows(rule, Instants[instant]);
                }
            }

            for (int instant = 0; instant < allowed.Length; instant++)
            {
                allowed[instant] &= one[instant];
            }
        }

        if (Array.IndexOf(allowed, true) is >= 0 and int first && !Gate.Allows(cell, History, Instants[first], Period.Zone, Period.Guest))
        {
            Array.Clear(allowed);
        }

        return allowed;
    }

    private PackedContact[] Seen(ReadOnlySpan<Contact> history)
    {
        long sight = From - Math.Max(Gate.Matrix.Sight.Ticks, Period.Guest?.Limits?.Sight.Ticks ?? 0);
        List<PackedContact> seen = [];
        foreach (ref readonly Contact contact in history)
        {
            long at = Instant.Check(contact.At).UtcTicks;
            int cell = Gate.Matrix.CellOf(contact).Index;
            if (at >= sight)
            {
                seen.Add(new PackedContact(at, cell));
            }
        }

        return [.. seen.OrderBy(c => c.Ticks)];
    }

    private static IReadOnlyList<MessageCandidate> Check(IReadOnlyList<MessageCandidate> candidates)
    {
        if (candidates.Count > Arbiter.MostCandidates)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"A guest may have at most {Arbiter.MostCandidates} candidates, but has {candidates.Count}; leave out those of little worth."), nameof(candidates));
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (MessageCandidate candidate in candidates)
        {
            ArgumentNullException.ThrowIfNull(candidate, nameof(candidates));
            string? fault = candidate.Fault() ?? (ids.Add(candidate.Id) ? null : "another one has the same id; give each message its own");
            if (fault is not null)
            {
                throw new ArgumentException($"The candidate '{candidate.Id}' is refused: {fault}.", nameof(candidates));
            }
        }

        return candidates;
    }

    /// <summary>An instant, by its number, and what a candidate is worth then.</summary>
    internal readonly record struct Slot(int Instant, long Worth);
}
