using System.Numerics;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>What places are worth that were left in windows which have passed: the bound counts them, though nothing can take them any more. One thread at a time.</summary>
internal sealed class PassedPlaces
{
    private const int MostRows = 64;

    private readonly (PlaceRow Row, long Price)[] rows;
    private readonly ulong[] rowsOf;
    private readonly int[] left;

    public PassedPlaces(List<(PlaceRow Row, long Price)> priced, int columns)
    {
        rows = [.. priced.OrderByDescending(r => r.Price).Take(MostRows).OrderBy(r => r.Row.End)];
        left = [.. rows.Select(r => r.Row.Room)];
        rowsOf = new ulong[columns];
        for (int row = 0; row < rows.Length; row++)
        {
            foreach ((int begin, int end) in rows[row].Row.Ranges)
            {
                foreach (ref ulong of in rowsOf.AsSpan(begin, end - begin))
                {
                    of |= 1UL << row;
                }
            }
        }
    }

    /// <summary>No prices.</summary>
    public static PassedPlaces None { get; } = new([], 0);

    /// <summary>Takes a place in each row that an offer is in.</summary>
    public void Take(int column) => Change(column, -1);

    /// <summary>Gives them back.</summary>
    public void Give(int column) => Change(column, 1);

    /// <summary>What is left of the rows that end before an instant, from one row on; moves that row and the sum on.</summary>
    public void Until(int instant, ref int row, ref long sum)
    {
        for (; row < rows.Length && rows[row].Row.End <= instant; row++)
        {
            sum += left[row] * rows[row].Price;
        }
    }

    private void Change(int column, int by)
    {
        for (ulong of = rows.Length == 0 ? 0 : rowsOf[column]; of != 0; of &= of - 1)
        {
            left[BitOperations.TrailingZeroCount(of)] += by;
        }
    }
}
