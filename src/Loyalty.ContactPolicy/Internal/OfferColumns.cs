namespace Loyalty.ContactPolicy.Internal;

/// <summary>The offers of the candidates that are searched, one after the other: candidate after candidate, each in order of time.</summary>
internal sealed class OfferColumns
{
    private readonly int[] begins;

    public OfferColumns(ArbitrationProblem problem, int[] order, bool[] required)
    {
        Candidates = order;
        Required = [.. order.Select(i => required[i])];
        begins = new int[order.Length + 1];
        for (int set = 0; set < order.Length; set++)
        {
            begins[set + 1] = begins[set] + problem.InTime[order[set]].Length;
        }

        (Instants, Worths) = (new int[begins[^1]], new double[begins[^1]]);
        for (int set = 0; set < order.Length; set++)
        {
            int column = begins[set];
            foreach (ArbitrationProblem.Slot slot in problem.InTime[order[set]])
            {
                (Instants[column], Worths[column++]) = (slot.Instant, slot.Worth - problem.CostAfter(0));
                Largest = Math.Max(Largest, Math.Max(slot.Worth, problem.CostAfter(0)));
            }
        }
    }

    /// <summary>The candidates, by the numbers that they have here.</summary>
    public int[] Candidates { get; }

    /// <summary>Which of them must go.</summary>
    public bool[] Required { get; }

    /// <summary>For each offer its instant.</summary>
    public int[] Instants { get; }

    /// <summary>For each offer what it is worth less what a first message costs, in millionths.</summary>
    public double[] Worths { get; }

    /// <summary>The largest worth or cost.</summary>
    public double Largest { get; }

    public int Sets => Candidates.Length;

    public int Count => Instants.Length;

    /// <summary>The offers of a candidate, which is given by its number here.</summary>
    public (int Begin, int End) Of(int set) => (begins[set], begins[set + 1]);

    /// <summary>The offers of a candidate within [first, end) instants.</summary>
    public (int Begin, int End) Within(int set, int first, int end) => (Find(set, first), Find(set, end));

    private int Find(int set, int instant)
    {
        (int low, int high) = Of(set);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Instants[middle] < instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
