using System.Collections.Immutable;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Estimates a model's weights from the records themselves, without labels.</summary>
/// <remarks>
/// u, the rate of agreement between strangers, comes from all pairs of records: exact agreement from the counts of values, the other levels from a
/// seeded sample, both less what pairs of one person contribute. m, the rate of agreement within a person, and the prior come from expectation
/// maximisation (Dempster, Laird and Rubin 1977; Winkler 1988) over the candidate pairs, all other pairs counting as strangers.
/// </remarks>
internal static class Estimation
{
    private const int SampledPairs = 200_000;
    private const int MostRounds = 50;
    private const double PriorCount = 5;

    public static MatchModel Estimate(RecordTable table, MatchModel start, ReadOnlySpan<ulong> pairs)
    {
        PairScorer scorer = new(table, start);
        int comparisons = start.Comparisons.Length;
        Pattern[] patterns = Patterns(scorer, comparisons, pairs);
        double allPairs = (double)table.Count * (table.Count - 1) / 2;
        double[][] overall = OverallRates(table, start, scorer);
        double[][] match = [.. start.Comparisons.Select(InitialMatchRates)];
        double[][] prior = [.. match.Select(m => (double[])m.Clone())];
        double[][] random = [.. overall.Select(r => (double[])r.Clone())];
        double share = Math.Min(0.5, Math.Max(1, pairs.Length / 4.0) / allPairs);
        byte[] levels = new byte[comparisons];
        for (int round = 0; round < MostRounds; round++)
        {
            double[][] weights = [.. match.Select((m, c) => (double[])[.. m.Select((rate, l) => Math.Log(rate / random[c][l]))])];
            double[][] sums = [.. match.Select(m => new double[m.Length])];
            double logOdds = Math.Log(share / (1 - share));
            double matches = 0;
            foreach (Pattern pattern in patterns)
            {
                Unpack(pattern.Levels, levels);
                double odds = logOdds;
                for (int c = 0; c < comparisons; c++)
                {
                    odds += levels[c] == PairScorer.Absent ? 0 : weights[c][levels[c]];
                }

                double expected = pattern.Count / (1 + Math.Exp(-odds));
                matches += expected;
                for (int c = 0; c < comparisons; c++)
                {
                    if (levels[c] != PairScorer.Absent)
                    {
                        sums[c][levels[c]] += expected;
                    }
                }
            }

            double next = Math.Clamp(matches / allPairs, 0.5 / allPairs, 0.5);
            double change = Math.Abs(Math.Log(next / share));
            share = next;
            for (int c = 0; c < comparisons; c++)
            {
                double present = sums[c].Sum();
                for (int l = 0; l < sums[c].Length; l++)
                {
                    double rate = (sums[c][l] + (PriorCount * prior[c][l])) / (present + PriorCount);
                    change = Math.Max(change, Math.Abs(rate - match[c][l]));
                    match[c][l] = rate;
                    random[c][l] = Math.Max((overall[c][l] - (share * rate)) / (1 - share), Math.Max(overall[c][l] * 0.02, 1e-9));
                }
            }

            if (change < 1e-6)
            {
                break;
            }
        }

        return start with
        {
            PriorWeight = Math.Log2(share / (1 - share)),
            EstimatedFrom = table.Count,
            Comparisons = [.. start.Comparisons.Select((comparison, c) => Weighted(comparison, match[c], random[c]))],
        };
    }

    private static Comparison Weighted(Comparison comparison, double[] match, double[] random) => comparison with
    {
        Levels = [.. comparison.Levels.Select((level, l) => Weighted(level, match[l], random[l]))],
        Otherwise = Weighted(comparison.Otherwise, match[^1], random[^1]),
    };

    private static ComparisonLevel Weighted(ComparisonLevel level, double match, double random) =>
        level with { Weight = Math.Log2(match / random), MatchRate = match, RandomRate = random };

    /// <summary>Before the first round: people mostly agree with themselves.</summary>
    private static double[] InitialMatchRates(Comparison comparison)
    {
        double[] rates = new double[comparison.Levels.Length + 1];
        rates[0] = 0.8;
        for (int l = 1; l < rates.Length; l++)
        {
            rates[l] = 0.2 / (rates.Length - 1);
        }

        return rates;
    }

    private static Pattern[] Patterns(PairScorer scorer, int comparisons, ReadOnlySpan<ulong> pairs)
    {
        ulong[] packed = new ulong[pairs.Length];
        Span<byte> levels = stackalloc byte[16];
        for (int i = 0; i < pairs.Length; i++)
        {
            scorer.Score((int)(pairs[i] >> 32), (int)(pairs[i] & uint.MaxValue), levels);
            for (int c = 0; c < comparisons; c++)
            {
                packed[i] |= (ulong)levels[c] << (4 * c);
            }
        }

        Array.Sort(packed);
        List<Pattern> patterns = [];
        for (int start = 0, end; start < packed.Length; start = end)
        {
            for (end = start + 1; end < packed.Length && packed[end] == packed[start]; end++)
            {
            }

            patterns.Add(new Pattern(packed[start], end - start));
        }

        return [.. patterns];
    }

    private static void Unpack(ulong packed, Span<byte> levels)
    {
        for (int c = 0; c < levels.Length; c++)
        {
            levels[c] = (byte)((packed >> (4 * c)) & 15);
        }
    }

    /// <summary>How often two records drawn at random agree at each level, where both have the attribute.</summary>
    private static double[][] OverallRates(RecordTable table, MatchModel model, PairScorer scorer)
    {
        double[][] rates = [.. model.Comparisons.Select(c => new double[c.Levels.Length + 1])];
        SplitMix64 random = new(20260101);
        Span<byte> levels = stackalloc byte[16];
        for (int i = 0; i < SampledPairs; i++)
        {
            int left = random.Below(table.Count);
            int right = random.Below(table.Count - 1);
            scorer.Score(left, right >= left ? right + 1 : right, levels);
            for (int c = 0; c < rates.Length; c++)
            {
                if (levels[c] != PairScorer.Absent)
                {
                    rates[c][levels[c]]++;
                }
            }
        }

        for (int c = 0; c < rates.Length; c++)
        {
            double seen = rates[c].Sum();
            AttributeColumn column = table[model.Comparisons[c].Attribute];
            bool exact = model.Comparisons[c].Levels[0].Similarity == Similarity.Exact && column.Present > 1;
            double equal = exact ? EqualPairs(column) : (rates[c][0] + 0.5) / (seen + 1);
            double rest = seen - rates[c][0] + (0.5 * (rates[c].Length - 1));
            rates[c][0] = Math.Max(equal, 1e-9);
            for (int l = 1; l < rates[c].Length; l++)
            {
                rates[c][l] = (1 - rates[c][0]) * (rates[c][l] + 0.5) / rest;
            }
        }

        return rates;
    }

    private static double EqualPairs(AttributeColumn column)
    {
        double equal = 0;
        for (int id = 1; id < column.Counts.Length; id++)
        {
            equal += (double)column.Counts[id] * (column.Counts[id] - 1);
        }

        return equal / ((double)column.Present * (column.Present - 1));
    }

    private readonly record struct Pattern(ulong Levels, int Count);
}
