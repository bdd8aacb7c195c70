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

        int lefts = Math.Min(left.Count, Looked);
        int rights = Math.Min(right.Count, Looked);
        for (int i = 0; options.Vetoes && i < lefts; i++)
        {
            for (int j = 0; j < rights; j++)
            {
                if (Conflict(left[i], right[j]) is { } guard)
                {
                    return guard;
                }
            }
        }

        return double.IsNegativeInfinity(options.LeastMeanWeight) || MeanWeight(left, right) >= options.LeastMeanWeight ? null : MergeGuard.WeakSupport;
    }

    private double MeanWeight(List<int> left, List<int> right)
    {
        Span<byte> levels = stackalloc byte[16];
        int lefts = Math.Min(left.Count, Looked / 3);
        int rights = Math.Min(right.Count, Looked / 3);
        double sum = 0;
        for (int i = 0; i < lefts; i++)
        {
            for (int j = 0; j < rights; j++)
            {
                sum += scorer.Score(left[i], right[j], levels);
            }
        }

        return sum / (lefts * rights);
    }

    private MergeGuard? Conflict(int left, int right)
    {
        AttributeColumn national = table[PersonAttribute.NationalId];
        if (Differ(national, left, right) && Closeness.Typos(national[left], national[right]) > 2)
        {
            return MergeGuard.NationalId;
        }

        AttributeColumn birth = table[PersonAttribute.BirthDate];
        return Differ(birth, left, right) && DatesConflict(birth[left], birth[right])
            && (Differ(table[PersonAttribute.Card], left, right) || !NamesAgree(left, right))
            ? MergeGuard.BirthDate
            : null;
    }

    private static bool Differ(AttributeColumn column, int left, int right) =>
        column.Ids[left] != 0 && column.Ids[right] != 0 && column.Ids[left] != column.Ids[right];

    private static bool DatesConflict(string left, string right) =>
        Closeness.DateParts(left, right) < 2 && Closeness.Typos(left, right) > 1 && BirthDate.IsReal(left) && BirthDate.IsReal(right);

    private bool NamesAgree(int left, int right)
    {
        AttributeColumn given = table[PersonAttribute.GivenName];
        AttributeColumn surname = table[PersonAttribute.Surname];
        return Alike(given[left], given[right]) || Alike(given[left], surname[right]) || Alike(surname[left], given[right]);
    }

    private static bool Alike(string left, string right) => left.Length > 0 && right.Length > 0 && JaroWinkler.Similarity(left, right) >= 0.8;
}
