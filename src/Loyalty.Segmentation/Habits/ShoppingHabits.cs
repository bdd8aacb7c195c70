using Loyalty.Core;
using Loyalty.Segmentation.Habits.Internal;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Habits;

/// <summary>Where, through which channel and of which categories each guest buys.</summary>
/// <remarks>
/// <para>A mergeable state: two fillings with different receipts, merged, equal one, as long as no guest has more than twice
/// <see cref="Most"/> stores, channels or categories. Beyond that the rarest are dropped, and with k = <see cref="Most"/> no count of visits is short by
/// more than n / (k + 1) of the guest's n. About 44 bytes for each pair of guest and store, channel or category.</para>
/// <para>What is no visit counts for no store and no channel; what came back lowers its category's money. One writer at a time; readers
/// may run together while nobody writes.</para>
/// </remarks>
public sealed class ShoppingHabits
{
    private readonly CodeTallies<StoreId> stores;
    private readonly CodeTallies<Channel> channels;
    private readonly CodeTallies<Category> categories;

    /// <summary>Makes an empty state.</summary>
    /// <param name="currency">The one currency of all receipts.</param>
    /// <param name="most">How many stores, channels and categories of a guest are kept at least, of each, ≥ 1; 256 unless told.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    public ShoppingHabits(Currency currency = default, int most = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        Currency = currency;
        Most = most;
        stores = new(most, code => code.Value, text => StoreId.TryCreate(text, out StoreId code) ? code : null);
        channels = new(most, code => code.Value, text => Channel.TryCreate(text, out Channel code) ? code : null);
        categories = new(most, code => code.Value, text => Category.TryCreate(text, out Category code) ? code : null);
    }

    /// <summary>The one currency.</summary>
    public Currency Currency { get; }

    /// <summary>How many stores, channels and categories of a guest are kept at least; of up to twice as many nothing is dropped.</summary>
    public int Most { get; }

    /// <summary>Adds a receipt; one without a customer is ignored.</summary>
    /// <param name="receipt">A whole receipt.</param>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    public void Add(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        if (receipt.Net.Currency != Currency)
        {
            throw new InvalidOperationException($"These habits are in {Currency}, but the receipt is in {receipt.Net.Currency}; keep a state for each currency, or convert first.");
        }

        if (receipt.Customer.IsNone)
        {
            return;
        }

        DateOnly day = DateOnly.FromDateTime(receipt.At.DateTime);
        if (receipt.IsVisit && !receipt.Store.IsNone)
        {
            stores.Add(receipt.Customer, receipt.Store, day, receipt.Net.MinorUnits);
        }

        if (receipt.IsVisit && !receipt.Channel.IsNone)
        {
            channels.Add(receipt.Customer, receipt.Channel, day, receipt.Net.MinorUnits);
        }

        for (int i = 0; i < receipt.Lines.Length; i++)
        {
            // The first line of a category speaks for all its lines; receipts are short.
            Category category = receipt.Lines[i].Category;
            long net = 0;
            bool first = !category.IsNone;
            for (int j = 0; j < receipt.Lines.Length && first; j++)
            {
                if (receipt.Lines[j].Category == category)
                {
                    first = j >= i;
                    net += receipt.Lines[j].Amount.MinorUnits;
                }
            }

            if (first)
            {
                categories.Add(receipt.Customer, category, day, net);
            }
        }
    }

    /// <summary>Adds another state to this one.</summary>
    /// <param name="other">A state filled with other receipts; it stays as it is.</param>
    /// <exception cref="ArgumentException">It is in another currency, or keeps another number.</exception>
    public void MergeWith(ShoppingHabits other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Currency != Currency || other.Most != Most)
        {
            throw new ArgumentException($"Habits in {other.Currency}, {other.Most} a guest, cannot be merged into those in {Currency}, {Most} a guest; fill both alike.", nameof(other));
        }

        stores.MergeWith(other.stores);
        channels.MergeWith(other.channels);
        categories.MergeWith(other.categories);
    }

    /// <summary>Forgets a guest.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    public void Erase(CustomerId customer)
    {
        stores.Erase(customer);
        channels.Erase(customer);
        categories.Erase(customer);
    }

    /// <summary>How a guest's money is shared among categories, the largest share first, equal ones by the ordinal name.</summary>
    /// <param name="customer">The guest.</param>
    /// <returns>Nothing for a guest who kept nothing of a known category; categories of which nothing was kept are left out.</returns>
    public IReadOnlyList<CategoryShare> CategoriesOf(CustomerId customer)
    {
        List<Tally> own = [];
        categories.CopyTo(customer.Index, own);
        _ = own.RemoveAll(t => t.Net <= 0);
        decimal all = own.Sum(t => (decimal)t.Net);
        return
        [
            .. own.Select(t => new CategoryShare(categories.CodeOf(t), t.Score, new Money(t.Net, Currency), (double)(t.Net / all)))
                .OrderByDescending(s => s.Net.MinorUnits).ThenBy(s => s.Category),
        ];
    }

    /// <summary>Writes the state with the guests' own keys, so that another process can read it; the same state gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="directory">The directory with which the state was filled.</param>
    /// <exception cref="InvalidOperationException">The state holds habits of a guest whom the directory does not know.</exception>
    public void WriteTo(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateWriter writer = new(stream, StateKind.Habits, Currency, (ulong)Most);
        stores.Write(writer, directory);
        channels.Write(writer, directory);
        categories.Write(writer, directory);
        writer.Complete();
    }

    /// <summary>Writes the state to a file, through a temporary one beside it that is renamed at the end.</summary>
    /// <param name="path">Where; an older file stays whole until the new one is.</param>
    /// <param name="directory">The directory with which the state was filled.</param>
    /// <exception cref="InvalidOperationException">The state holds habits of a guest whom the directory does not know.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public void Save(string path, CustomerDirectory directory) => StateWriter.Save(path, stream => WriteTo(stream, directory));

    /// <summary>Reads a state.</summary>
    /// <param name="stream">What <see cref="WriteTo"/> wrote; it must be able to seek, because all of it is checked before any of it is read.</param>
    /// <param name="directory">Gives the guests their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    public static ShoppingHabits ReadFrom(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateReader reader = new(stream, StateKind.Habits);
        ShoppingHabits habits = new(reader.Currency, reader.Own is >= 1 and <= int.MaxValue ? (int)reader.Own : throw reader.Fault("it keeps no habits"));
        habits.stores.Read(reader, directory);
        habits.channels.Read(reader, directory);
        habits.categories.Read(reader, directory);
        return reader.More() ? throw reader.Fault("there is more than it should hold") : habits;
    }

    /// <summary>Reads a state from a file.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <param name="directory">Gives the guests their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ShoppingHabits Open(string path, CustomerDirectory directory) => StateReader.Open(path, directory, ReadFrom);

    internal IEnumerable<(StoreId Store, int Visits, long Spend)> Stores(CustomerId customer) => All(stores, customer);

    internal IEnumerable<(Channel Channel, int Visits, long Spend)> Channels(CustomerId customer) => All(channels, customer);

    private static IEnumerable<(T Code, int Visits, long Spend)> All<T>(CodeTallies<T> tallies, CustomerId customer)
        where T : struct
    {
        List<Tally> own = [];
        tallies.CopyTo(customer.Index, own);
        return own.Select(t => (tallies.CodeOf(t), t.Score, t.Net));
    }
}
