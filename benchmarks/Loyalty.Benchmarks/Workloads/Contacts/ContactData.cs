using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>Guests' past contacts and the questions asked, the same for everybody who answers.</summary>
/// <remarks>Customer c has seed 0x20000000 + c and below(17) contacts over 30 days; questions have seed 5 and come 200 a second after that.</remarks>
internal sealed class ContactData
{
    public const int Channels = 20;
    public const int Kinds = 6;
    public const int Partners = 5;
    public const int Month = 2_592_000;

    private readonly int[] first;
    private readonly Past[] past;
    private readonly Question[] questions;

    public ContactData(int customers, ulong seedShift)
    {
        List<Past> contacts = new(customers * 8);
        first = new int[customers + 1];
        for (int customer = 0; customer < customers; customer++)
        {
            SplitMix64 random = new(0x20000000UL + (ulong)customer + seedShift);
            int count = random.Below(17);
            for (int i = 0; i < count; i++)
            {
                contacts.Add(new Past(random.Below(Month), Slot.Draw(ref random)));
            }

            first[customer + 1] = contacts.Count;
        }

        past = [.. contacts];
        for (int customer = 0; customer < customers; customer++)
        {
            past.AsSpan(first[customer]..first[customer + 1]).Sort(static (a, b) => a.Second.CompareTo(b.Second));
        }

        questions = new Question[Asked(customers)];
        SplitMix64 asking = new(5 + seedShift);
        for (int i = 0; i < questions.Length; i++)
        {
            questions[i] = new Question(asking.Below(customers), Month + (i / 200), Slot.Draw(ref asking));
        }
    }

    public int Customers => first.Length - 1;

    public ReadOnlySpan<Question> Questions => questions;

    public ReadOnlySpan<Past> Of(int customer) => past.AsSpan(first[customer]..first[customer + 1]);

    public static int Asked(int customers) => customers >= 1_000_000 ? 2_000_000 : 500_000;

    /// <summary>The published checksum of a whole pass, where one is.</summary>
    public static string? Published(int customers, ulong seedShift) => (customers, seedShift) switch
    {
        (1_000_000, 0) => "58eb6ecd83f6d611",
        (100_000, 0) => "f9ea20249584196a",
        _ => null,
    };

    public static string Checksum(ReadOnlySpan<bool> answers)
    {
        ulong hash = 0;
        foreach (bool allowed in answers)
        {
            hash = (hash * 31) + (allowed ? 0UL : 1UL);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Channel, kind and partner.</summary>
    internal readonly record struct Slot(byte Channel, byte Kind, byte Partner)
    {
        public int Number => (((Channel * Kinds) + Kind) * Partners) + Partner;

        public static Slot Draw(ref SplitMix64 random) => new((byte)random.Below(Channels), (byte)random.Below(Kinds), (byte)random.Below(Partners));
    }

    internal readonly record struct Past(int Second, Slot Slot);

    internal readonly record struct Question(int Customer, int Second, Slot Slot);
}
