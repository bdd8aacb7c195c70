using System.Collections.Immutable;
using Loyalty.Core;
using Loyalty.Segmentation.Habits.Internal;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Habits;

/// <summary>What each guest buys again and again: the personal top 100 from which offers are picked.</summary>
/// <remarks>
/// <para>The order is by receipts with the good, then by net money, then by the last day, then by the ordinal sku: always the same, on every
/// machine. Goods of which nothing was kept are left out.</para>
/// <para>A mergeable state: two fillings with different receipts, merged, equal one, as long as no guest has more than twice
/// <see cref="MostGoods"/> goods. Beyond that the rarest goods are dropped, and a good's score may be short by what <see cref="MissedOf"/>
/// says: with k = <see cref="MostGoods"/>, at most n / (k + 1) of the guest's n purchases of goods, however the receipts were split.
/// About 44 bytes for each pair of guest and good. One writer at a time; readers may run together while nobody writes.</para>
/// </remarks>
public sealed class PersonalGoods
{
    private readonly CodeTallies<Sku> tallies;

    /// <summary>Makes an empty state.</summary>
    /// <param name="currency">The one currency of all receipts.</param>
    /// <param name="mostGoods">How many goods of a guest are kept at least before the rarest are dropped, ≥ 1; 4,096 unless told.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostGoods"/> is below 1.</exception>
    public PersonalGoods(Currency currency = default, int mostGoods = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostGoods, 1);
        Currency = currency;
        MostGoods = mostGoods;
        tallies = new(mostGoods, sku => sku.Value, text => Sku.TryCreate(text, out Sku sku) ? sku : null);
    }

    /// <summary>The one currency.</summary>
    public Currency Currency { get; }

    /// <summary>How many goods of a guest are kept at least; of up to twice as many nothing is dropped.</summary>
    public int MostGoods { get; }

    /// <summary>How many pairs of guest and good are known.</summary>
    public int Pairs => tallies.Pairs;

    /// <summary>By how much a guest's scores may be too low.</summary>
    /// <param name="customer">The guest.</param>
    /// <value>0 where nothing was dropped and every score is exact.</value>
    public int MissedOf(CustomerId customer) => tallies.MissedOf(customer);

    /// <summary>Adds a receipt; one without a customer is ignored.</summary>
    /// <param name="receipt">A whole receipt. Several lines of a good are one purchase of it.</param>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    public void Add(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        DateOnly day = DateOnly.FromDateTime(receipt.At.DateTime);
        for (int i = 0; i < receipt.Lines.Length; i++)
        {
            // The first line of a good speaks for all its lines; receipts are short.
            Sku sku = receipt.Lines[i].Sku;
            Money net = Money.Zero(receipt.Net.Currency);
            bool first = true;
            for (int j = 0; j < receipt.Lines.Length && first; j++)
            {
                if (receipt.Lines[j].Sku == sku)
                {
                    first = j >= i;
                    net += receipt.Lines[j].Amount;
                }
            }

            if (first)
            {
                Add(receipt.Customer, sku, day, net);
            }
        }
    }

    /// <summary>Adds what one receipt says of one good.</summary>
    /// <param name="customer">The guest; none is ignored.</param>
    /// <param name="sku">The good; none is ignored.</param>
    /// <param name="day">The receipt's local date.</param>
    /// <param name="net">What was paid for the good less what came back; a purchase where above zero, else only money that went back.</param>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    public void Add(CustomerId customer, Sku sku, DateOnly day, Money net)
    {
        if (net.Currency != Currency)
        {
            throw new InvalidOperationException($"These goods are in {Currency}, but the receipt is in {net.Currency}; keep a state for each currency, or convert first.");
        }

        if (!customer.IsNone && !sku.IsNone)
        {
            tallies.Add(customer, sku, day, net.MinorUnits);
        }
    }

    /// <summary>Adds another state to this one.</summary>
    /// <param name="other">A state filled with other receipts; it stays as it is.</param>
    /// <exception cref="ArgumentException">It is in another currency, or keeps another number of goods.</exception>
    public void MergeWith(PersonalGoods other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Currency != Currency || other.MostGoods != MostGoods)
        {
            throw new ArgumentException(
                $"Goods in {other.Currency}, {other.MostGoods} a guest, cannot be merged into those in {Currency}, {MostGoods} a guest; fill both alike.", nameof(other));
        }

        tallies.MergeWith(other.tallies);
    }

    /// <summary>Forgets a guest.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    public void Erase(CustomerId customer) => tallies.Erase(customer);

    /// <summary>Lists every guest's favourites, best first.</summary>
    /// <param name="atMost">The longest list, ≥ 1; 100 unless told.</param>
    /// <returns>A snapshot by row of <see cref="CustomerId"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atMost"/> is below 1.</exception>
    public PersonalTops Top(int atMost = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        List<int> starts = [0];
        ImmutableArray<PersonalGood>.Builder goods = ImmutableArray.CreateBuilder<PersonalGood>();
        List<Tally> own = [];
        for (int row = 0; row < tallies.Rows; row++)
        {
            tallies.CopyTo(row, own);
            _ = own.RemoveAll(t => t.Score <= 0 || t.Net <= 0);
            own.Sort(Compare);
            foreach (Tally tally in own.Take(atMost))
            {
                while (starts.Count <= row)
                {
                    starts.Add(goods.Count);
                }

                goods.Add(new PersonalGood(tallies.CodeOf(tally), tally.Score, new Money(tally.Net, Currency), DateOnly.FromDayNumber(tally.LastDay)));
            }
        }

        if (goods.Count > 0)
        {
            starts.Add(goods.Count);
        }

        return new PersonalTops([.. starts], goods.DrainToImmutable());
    }

    /// <summary>Writes the state with the guests' own keys, so that another process can read it; the same state gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="directory">The directory with which the state was filled.</param>
    /// <exception cref="InvalidOperationException">The state holds goods of a guest whom the directory does not know.</exception>
    public void WriteTo(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateWriter writer = new(stream, StateKind.Goods, Currency, (ulong)MostGoods);
        tallies.Write(writer, directory);
        writer.Complete();
    }

    /// <summary>Writes the state to a file, through a temporary one beside it that is renamed at the end.</summary>
    /// <param name="path">Where; an older file stays whole until the new one is.</param>
    /// <param name="directory">The directory with which the state was filled.</param>
    /// <exception cref="InvalidOperationException">The state holds goods of a guest whom the directory does not know.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public void Save(string path, CustomerDirectory directory) => StateWriter.Save(path, stream => WriteTo(stream, directory));

    /// <summary>Reads a state.</summary>
    /// <param name="stream">What <see cref="WriteTo"/> wrote; it must be able to seek, because all of it is checked before any of it is read.</param>
    /// <param name="directory">Gives the guests their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    public static PersonalGoods ReadFrom(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateReader reader = new(stream, StateKind.Goods);
        PersonalGoods goods = new(reader.Currency, reader.Own is >= 1 and <= int.MaxValue ? (int)reader.Own : throw reader.Fault("it keeps no goods"));
        goods.tallies.Read(reader, directory);
        return reader.More() ? throw reader.Fault("there is more than it should hold") : goods;
    }

    /// <summary>Reads a state from a file.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <param name="directory">Gives the guests their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PersonalGoods Open(string path, CustomerDirectory directory) => StateReader.Open(path, directory, ReadFrom);

    private int Compare(Tally left, Tally right)
    {
        int byScore = right.Score.CompareTo(left.Score);
        int byMoney = byScore != 0 ? byScore : right.Net.CompareTo(left.Net);
        int byDay = byMoney != 0 ? byMoney : right.LastDay.CompareTo(left.LastDay);
        return byDay != 0 ? byDay : tallies.CodeOf(left).CompareTo(tallies.CodeOf(right));
    }
}
