using System.Collections.Immutable;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Compares two rows by a model.</summary>
internal sealed class PairScorer
{
    /// <summary>The level of an attribute that either record lacks.</summary>
    public const byte Absent = 15;

    private readonly AttributeColumn[] columns;
    private readonly ComparisonLevel[][] levels;
    private readonly double[][] weights;
    private readonly double[]?[] exactWeights;
    private readonly int given = -1;
    private readonly int surname = -1;

    public PairScorer(RecordTable table, MatchModel model)
    {
        Model = model;
        ImmutableArray<Comparison> comparisons = model.Comparisons;
        columns = [.. comparisons.Select(c => table[c.Attribute])];
        levels = [.. comparisons.Select(c => c.Levels.ToArray())];
        weights = [.. comparisons.Select(c => (double[])[.. c.Levels.Select(l => l.Weight), c.Otherwise.Weight])];
        exactWeights = [.. comparisons.Select((c, i) => ExactWeights(c, columns[i]))];
        if (model.NamesMaySwap)
        {
            given = IndexOf(comparisons, PersonAttribute.GivenName);
            surname = IndexOf(comparisons, PersonAttribute.Surname);
        }
    }

    public MatchModel Model { get; }

    /// <summary>Fills the level of each comparison and returns the sum of weights, prior included.</summary>
    public double Score(int left, int right, Span<byte> found)
    {
        double sum = Model.PriorWeight;
        for (int c = 0; c < columns.Length; c++)
        {
            found[c] = Level(c, columns[c], left, columns[c], right);
        }

        if (given >= 0 && surname >= 0 && (found[given] > 0 || found[surname] > 0))
        {
            TrySwap(left, right, found);
        }

        for (int c = 0; c < columns.Length; c++)
        {
            sum += WeightOf(c, found[c], left);
        }

        return sum;
    }

    /// <summary>What one comparison adds at a level.</summary>
    public double WeightOf(int comparison, byte level, int left) => level == Absent ? 0
        : level == 0 && exactWeights[comparison] is { } exact ? exact[columns[comparison].Ids[left]]
        : weights[comparison][level];

    /// <summary>Whether given name, birth date or national id speak against one person, so that a shared identifier is a household's.</summary>
    public bool Contradicts(ReadOnlySpan<byte> found)
    {
        for (int c = 0; c < columns.Length; c++)
        {
            if (found[c] == levels[c].Length
                && Model.Comparisons[c].Attribute is PersonAttribute.GivenName or PersonAttribute.BirthDate or PersonAttribute.NationalId)
            {
                return true;
            }
        }

        return false;
    }

    private static int IndexOf(ImmutableArray<Comparison> comparisons, PersonAttribute attribute)
    {
        for (int i = 0; i < comparisons.Length; i++)
        {
            if (comparisons[i].Attribute == attribute)
            {
                return i;
            }
        }

        return -1;
    }

    private byte Level(int comparison, AttributeColumn leftColumn, int left, AttributeColumn rightColumn, int right)
    {
        int a = leftColumn.Ids[left];
        int b = rightColumn.Ids[right];
        return a == 0 || b == 0 ? Absent : a == b ? (byte)0 : (byte)Closeness.Level(levels[comparison], leftColumn.Values[a], rightColumn.Values[b]);
    }

    /// <summary>A form filled in the wrong order: crosswise agreement counts as close, never as exact.</summary>
    private void TrySwap(int left, int right, Span<byte> found)
    {
        byte first = Level(surname, columns[given], left, columns[surname], right);
        byte second = Level(surname, columns[surname], left, columns[given], right);
        if (first == Absent && second == Absent)
        {
            return;
        }

        // One name that stands in the other's field says what the surname says; of two, the worse counts as the surname.
        byte surnameLevel = Demote(first == Absent ? second : second == Absent ? first : Math.Max(first, second), levels[surname].Length);
        byte givenLevel = first == Absent || second == Absent ? Absent : Demote(Math.Min(Math.Min(first, second), (byte)levels[given].Length), levels[given].Length);
        double straight = Plain(given, found[given]) + Plain(surname, found[surname]);
        double crossed = Plain(given, givenLevel) + Plain(surname, surnameLevel);
        if (crossed > straight)
        {
            found[given] = givenLevel;
            found[surname] = surnameLevel;
        }
    }

    private static byte Demote(byte level, int levels) => level == 0 && levels > 1 ? (byte)1 : level;

    private double Plain(int comparison, byte level) => level == Absent ? 0 : weights[comparison][level];

    /// <summary>Exact agreement on a value that a share p of all records has is worth log2(m / p).</summary>
    private static double[]? ExactWeights(Comparison comparison, AttributeColumn column)
    {
        ComparisonLevel exact = comparison.Levels[0];
        if (!comparison.ByFrequency || exact.Similarity != Similarity.Exact || !double.IsFinite(exact.MatchRate) || column.Present == 0)
        {
            return null;
        }

        double[] byValue = new double[column.Counts.Length];
        for (int id = 1; id < byValue.Length; id++)
        {
            double share = (double)Math.Max(1, column.Counts[id]) / column.Present;
            byValue[id] = Math.Log2(exact.MatchRate / Math.Min(1, share));
        }

        return byValue;
    }
}
