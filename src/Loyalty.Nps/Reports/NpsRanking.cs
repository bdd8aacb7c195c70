using System.Collections.Immutable;

namespace Loyalty.Nps.Reports;

/// <summary>Ranks rows by score, and only those with enough answers.</summary>
/// <remarks>Immutable, so any number of threads may share one.</remarks>
public sealed class NpsRanking
{
    private readonly NpsRankingOptions options;

    /// <summary>Makes a ranking.</summary>
    /// <param name="options">When a row may be ranked; null for the defaults.</param>
    public NpsRanking(NpsRankingOptions? options = null) => this.options = options ?? new NpsRankingOptions();

    /// <summary>Ranks rows, such as those of one month.</summary>
    /// <param name="rows">The rows, in any order.</param>
    /// <returns>The best score first, equal scores by key then month; then the rows without a place, by key then month.</returns>
    public ImmutableArray<NpsPlace> Rank(IEnumerable<NpsRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        NpsRow[] ordered = [.. rows.OrderBy(r => r.Key).ThenBy(r => r.Month)];
        NpsRow[] enough = [.. ordered.Where(r => r.Tally.Answers >= options.FewestAnswers).OrderByDescending(r => r.Score!.Value)];
        ImmutableArray<NpsPlace>.Builder places = ImmutableArray.CreateBuilder<NpsPlace>(ordered.Length);
        int place = 0;
        for (int i = 0; i < enough.Length; i++)
        {
            place = i > 0 && enough[i].Score!.Value.CompareTo(enough[i - 1].Score!.Value) == 0 ? place : i + 1;
            places.Add(new NpsPlace(enough[i], place, 0, i == 0 ? null : new NpsChange(enough[0].Score!.Value, enough[i].Score!.Value)));
        }

        foreach (NpsRow row in ordered.Where(r => r.Tally.Answers < options.FewestAnswers))
        {
            places.Add(new NpsPlace(row, null, options.FewestAnswers - row.Tally.Answers, null));
        }

        return places.MoveToImmutable();
    }
}
