using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>Ours: a ledger with some matrix.</summary>
internal sealed class LedgerContestant(Lazy<ContactData> data, Func<ContactMatrix> make)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Batch = 1 << 16;

    private readonly ContactAsk[] asks = new ContactAsk[Batch];
    private ContactLedger ledger = null!;
    private MatrixCell[] cells = [];
    private bool[] answers = [];
    private long asked;

    public double StateBytesPerCustomer { get; private set; }

    public string Checksum() => ContactData.Checksum(answers.AsSpan(0, (int)asked));

    public void Build()
    {
        ContactMatrix matrix = make();
        cells = [.. from c in Enumerable.Range(0, ContactData.Channels) from k in Enumerable.Range(0, ContactData.Kinds) from p in Enumerable.Range(0, ContactData.Partners)
                    select matrix.Cell(new($"c{c}"), new($"k{k}"), new($"p{p}"))];
        int customers = data.Value.Customers;
        answers = new bool[data.Value.Questions.Length];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ledger = new ContactLedger(new ContactGate(matrix), TimeProvider.System, new() { ExpectedCustomers = customers });
        for (int customer = 0; customer < customers; customer++)
        {
            Load(customer);
        }

        StateBytesPerCustomer = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)customers;
    }

    /// <summary>Asks in batches, as a campaign does.</summary>
    public void Ask(long count)
    {
        ReadOnlySpan<ContactData.Question> questions = data.Value.Questions[..(int)count];
        for (int from = 0; from < questions.Length; from += Batch)
        {
            ReadOnlySpan<ContactData.Question> some = questions.Slice(from, Math.Min(Batch, questions.Length - from));
            for (int i = 0; i < some.Length; i++)
            {
                ref readonly ContactData.Question question = ref some[i];
                asks[i] = new ContactAsk(new CustomerId(question.Customer), cells[question.Slot.Number], Start.AddTicks(question.Second * TimeSpan.TicksPerSecond));
            }

            _ = ledger.TryTake(asks.AsSpan(0, some.Length), answers.AsSpan(from, some.Length));
        }

        asked = count;
    }

    /// <summary>Takes back what the last pass counted.</summary>
    public void Reset()
    {
        for (int i = 0; i < asked; i++)
        {
            if (answers[i])
            {
                int customer = data.Value.Questions[i].Customer;
                ledger.Erase(new CustomerId(customer));
                Load(customer);
            }
        }

        asked = 0;
    }

    private void Load(int customer)
    {
        foreach (ContactData.Past contact in data.Value.Of(customer))
        {
            ledger.Record(new CustomerId(customer), cells[contact.Slot.Number], Start.AddSeconds(contact.Second));
        }
    }
}
