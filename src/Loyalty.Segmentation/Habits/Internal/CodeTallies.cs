using System.Runtime.InteropServices;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Habits.Internal;

/// <summary>Tallies of guests by a code: the codes numbered, <see cref="GuestTallies"/> beneath.</summary>
internal sealed class CodeTallies<T>(int keep, Func<T, string> textOf, Func<string, T?> codeOf)
    where T : struct
{
    private readonly Dictionary<T, int> numberOf = [];
    private readonly List<T> codes = [];
    private readonly GuestTallies tallies = new(keep);

    public int Pairs => tallies.Count;

    public int Rows => tallies.Rows;

    public int MissedOf(CustomerId customer) => tallies.MissedOf(customer.Index);

    public T CodeOf(Tally tally) => codes[tally.Key];

    /// <summary>Adds what one receipt says: a purchase where the net amount is above zero, else only money that went back.</summary>
    public void Add(CustomerId customer, T code, DateOnly day, long net) =>
        Add(customer.Index, code, net > 0 ? 1 : 0, net > 0 ? day.DayNumber : 0, net);

    public void MergeWith(CodeTallies<T> other)
    {
        List<Tally> own = [];
        for (int row = 0; row < other.Rows; row++)
        {
            other.CopyTo(row, own);
            foreach (Tally tally in own)
            {
                Add(row, other.codes[tally.Key], tally.Score, tally.LastDay, tally.Net);
            }

            if (other.tallies.MissedOf(row) is > 0 and int missed)
            {
                tallies.AddMissed(row, missed);
            }
        }
    }

    public void Erase(CustomerId customer) => tallies.Erase(customer.Index);

    public void CopyTo(int row, List<Tally> own) => tallies.CopyTo(row, own);

    /// <summary>Writes all guests, each a record; codes are named where they first stand.</summary>
    public void Write(StateWriter writer, CustomerDirectory directory)
    {
        Dictionary<int, int> named = [];
        List<Tally> own = [];
        for (int row = 0; row < Rows; row++)
        {
            CopyTo(row, own);
            if (own.Count == 0 && tallies.MissedOf(row) == 0)
            {
                continue;
            }

            own.Sort((left, right) => string.CompareOrdinal(textOf(codes[left.Key]), textOf(codes[right.Key])));
            writer.Whole(own.Count + 1);
            writer.Key(directory, row);
            writer.Whole(tallies.MissedOf(row));
            foreach (Tally tally in own)
            {
                bool known = named.TryGetValue(tally.Key, out int number);
                writer.Whole(known ? number + 1 : 0);
                if (!known)
                {
                    writer.Text(textOf(codes[tally.Key]));
                    named.Add(tally.Key, named.Count);
                }

                writer.Whole(tally.Score);
                writer.Whole(tally.LastDay);
                writer.Signed(tally.Net);
            }

            writer.End();
        }

        writer.Whole(0);
        writer.End();
    }

    /// <summary>Reads what <see cref="Write"/> wrote, into an empty state.</summary>
    public void Read(StateReader reader, CustomerDirectory directory)
    {
        List<T> named = [];
        while (true)
        {
            int count = reader.More() ? reader.Whole(int.MaxValue) - 1 : throw reader.Fault("its list has no end");
            if (count < 0)
            {
                return;
            }

            int row = reader.Key(directory).Index;
            int missed = reader.Whole(int.MaxValue);
            for (int i = 0; i < count; i++)
            {
                int number = reader.Whole(named.Count) - 1;
                if (number < 0)
                {
                    number = named.Count;
                    named.Add(codeOf(reader.Text()) ?? throw reader.Fault("a code is not 1 to 128 characters"));
                }

                Add(row, named[number], reader.Whole(int.MaxValue), reader.Whole(DateOnly.MaxValue.DayNumber), reader.Signed());
            }

            if (missed > 0)
            {
                tallies.AddMissed(row, missed);
            }
        }
    }

    private void Add(int row, T code, int score, int lastDay, long net)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numberOf, code, out bool known);
        if (!known)
        {
            number = codes.Count;
            codes.Add(code);
        }

        tallies.Add(new Tally(row, number, score, lastDay, net));
    }
}
