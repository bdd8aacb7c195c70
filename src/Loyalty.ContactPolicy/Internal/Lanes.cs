using System.Numerics;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Sums over lines of numbers, as many at once as the machine takes.</summary>
internal static class Lanes
{
    /// <summary>Adds a number to all.</summary>
    public static void Add(Span<double> to, double what)
    {
        int i = 0;
        Vector<double> wide = new(what);
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(to[i..]) + wide).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] += what;
        }
    }

    /// <summary>Adds a multiple of one line, which may be longer, to another.</summary>
    public static void Add(Span<double> to, ReadOnlySpan<double> what, double times)
    {
        int i = 0;
        Vector<double> wide = new(times);
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(to[i..]) + (new Vector<double>(what[i..]) * wide)).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] += what[i] * times;
        }
    }

    /// <summary>The sum of squares, above 0.</summary>
    public static double Norm(ReadOnlySpan<double> line)
    {
        double norm = double.Epsilon;
        foreach (double value in line)
        {
            norm += value * value;
        }

        return norm;
    }

    /// <summary>The first of some offers that comes up to one of a worth and slope within a step; the end where none does.</summary>
    public static int Meets(double[] margins, double[] slopes, int from, int end, double worth, double slope, double step)
    {
        Vector<double> wideWorth = new(worth);
        Vector<double> wideSlope = new(slope);
        Vector<double> wideStep = new(Math.Min(step, 1e100));
        for (; from <= end - Vector<double>.Count; from += Vector<double>.Count)
        {
            Vector<double> fall = wideSlope - new Vector<double>(slopes, from);
            if (Vector.GreaterThanAny(fall, Vector<double>.Zero) && Vector.LessThanOrEqualAny(Vector.ConditionalSelect(Vector.GreaterThan(fall, Vector<double>.Zero), wideWorth - new Vector<double>(margins, from), new Vector<double>(double.MaxValue)), wideStep * fall))
            {
                break;
            }
        }

        for (; from < end; from++)
        {
            if (slope > slopes[from] && worth - margins[from] <= step * (slope - slopes[from]))
            {
                break;
            }
        }

        return from;
    }
}
