using System.Globalization;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Levels in words.</summary>
internal static class Wording
{
    public static string Of(Comparison comparison, int level)
    {
        if (level >= comparison.Levels.Length)
        {
            return "different";
        }

        ComparisonLevel held = comparison.Levels[level];
        return held.Similarity switch
        {
            Similarity.Exact => "exact",
            Similarity.JaroWinkler => string.Create(CultureInfo.InvariantCulture, $"jaro-winkler>={held.Limit:0.##}"),
            Similarity.Levenshtein => string.Create(CultureInfo.InvariantCulture, $"levenshtein<={held.Limit:0}"),
            Similarity.Typos => string.Create(CultureInfo.InvariantCulture, $"typos<={held.Limit:0}"),
            Similarity.Prefix => string.Create(CultureInfo.InvariantCulture, $"prefix={held.Limit:0}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"date-parts>={held.Limit:0}"),
        };
    }
}
