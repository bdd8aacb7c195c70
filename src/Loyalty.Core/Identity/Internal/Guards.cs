using System.Collections.Immutable;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Says whether two groups of rows may be one person.</summary>
internal sealed class Guards
{
    /// <summary>Of large groups this many rows each are looked at: the first in order.</summary>
    private const int Looked = 24;

    private readonly RecordTable table;
    private readonly PairScorer scorer;
    private readonly IdentityOptions options;
    private readonly HashSet<(int, int)> apart = [];

    public Guards(RecordTable table, PairScorer scorer, IdentityOptions options)
    {
        this.table = table;
        this.scorer = scorer;
        this.options = options;
        foreach ((RecordKey left, RecordKey right) in options.KeepApart)
        {
            (int a, int b) = (table.RowOf(left), table.RowOf(right));
            if (a >= 0 && b >= 0 && a != b)
            {
                apart.Add((Math.Min(a, b), Math.Max(a, b)));
            }
        }
    }

    /// <summary>The guard that stands between two groups, rows in order; null where none does.</summary>
    public MergeGuard? Between(List<int> left, List<int> right)
    {
        if (apart.Count > 0 && left.Exists(a => right.Exists(b => apart.Contains((Math.Min(a, b), Math.Max(a, b))))))
        {
            return MergeGuard.KeptApart;
        }

        return options.Vetoes && Vetoed(left, right) is { } guard ? guard
            : double.IsNegativeInfinity(options.LeastMeanWeight) || MeanWeight(left, right) >= options.LeastMeanWeight ? null
            : MergeGuard.WeakSupport;
    }

    /// <summary>A strong attribute vetoes when half or more of the pairs that both have it conflict: one mistyped record does not outvote nine.</summary>
    private MergeGuard? Vetoed(List<int> left, List<int> right)
    {
        AttributeColumn national = table[PersonAttribute.NationalId];
        AttributeColumn birth = table[PersonAttribute.BirthDate];
        int nationals = 0;
        int nationalConflicts = 0;
        int births = 0;
        int birthConflicts = 0;
        int lefts = Math.Min(left.Count, Looked);
        int rights = Math.Min(right.Count, Looked);
        for (int i = 0; i < lefts; i++)
        {
            for (int j = 0; j < rights; j++)
            {
                (int a, int b) = (left[i], right[j]);
                if (national.Ids[a] != 0 && national.Ids[b] != 0)
                {
                    nationals++;
                    nationalConflicts += NationalIdsConflict(a, b) ? 1 : 0;
                }

                if (birth.Ids[a] != 0 && birth.Ids[b] != 0)
                {
                    births++;
                    birthConflicts += BirthDatesConflict(a, b) ? 1 : 0;
                }
            }
        }

        return nationalConflicts > 0 && 2 * nationalConflicts >= nationals ? MergeGuard.NationalId
            : birthConflicts > 0 && 2 * birthConflicts >= births ? MergeGuard.BirthDate
            : null;
    }

    /// <summary>The mean over pairs that have anything to compare: what is absent speaks neither for nor against.</summary>
    private double MeanWeight(List<int> left, List<int> right)
    {
        Span<byte> levels = stackalloc byte[16];
        Span<byte> used = levels[..scorer.Model.Comparisons.Length];
        int lefts = Math.Min(left.Count, Looked / 3);
        int rights = Math.Min(right.Count, Looked / 3);
        double sum = 0;
        int compared = 0;
        for (int i = 0; i < lefts; i++)
        {
            for (int j = 0; j < rights; j++)
            {
                double weight = scorer.Score(left[i], right[j], levels);
                if (used.ContainsAnyExcept(PairScorer.Absent))
                {
                    sum += weight;
                    compared++;
                }
            }
        }

        return compared == 0 ? 0 : sum / compared;
    }

    /// <summary>Two numbers that no typing error explains, unless birth date and name say that one was replaced.</summary>
    private bool NationalIdsConflict(int left, int right)
    {
        AttributeColumn national = table[PersonAttribute.NationalId];
        return Differ(national, left, right) && Closeness.Typos(national[left], national[right]) > 2
            && !(BirthDatesAgree(left, right) && NamesAgree(left, right));
    }

    /// <summary>Two real days that no typing error explains, unless the name agrees and no card speaks against it, or the national id is one.</summary>
    private bool BirthDatesConflict(int left, int right)
    {
        AttributeColumn birth = table[PersonAttribute.BirthDate];
        AttributeColumn national = table[PersonAttribute.NationalId];
        return Differ(birth, left, right) && !BirthDatesAgree(left, right) && BirthDate.IsReal(birth[left]) && BirthDate.IsReal(birth[right])
            && (Differ(table[PersonAttribute.Card], left, right) || !NamesAgree(left, right))
            && !(national.Ids[left] != 0 && national.Ids[left] == national.Ids[right]);
    }

    private bool BirthDatesAgree(int left, int right)
    {
        AttributeColumn birth = table[PersonAttribute.BirthDate];
        return birth.Ids[left] != 0 && birth.Ids[right] != 0
            && (Closeness.DateParts(birth[left], birth[right]) >= 2 || Closeness.Typos(birth[left], birth[right]) <= 1);
    }

    private static bool Differ(AttributeColumn column, int left, int right) =>
        column.Ids[left] != 0 && column.Ids[right] != 0 && column.Ids[left] != column.Ids[right];

    private bool NamesAgree(int left, int right)
    {
        AttributeColumn given = table[PersonAttribute.GivenName];
        AttributeColumn surname = table[PersonAttribute.Surname];
        bool both = given.Ids[left] != 0 && given.Ids[right] != 0;
        return (!both && Alike(surname[left], surname[right]))
            || Alike(given[left], given[right]) || Alike(given[left], surname[right]) || Alike(surname[left], given[right]);
    }

    private static bool Alike(string left, string right) => left.Length > 0 && right.Length > 0 && JaroWinkler.Similarity(left, right) >= 0.8;
}
