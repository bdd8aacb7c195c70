using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>Ours: a ledger with a matrix of 29 caps, of which five concern each question.</summary>
internal sealed class LedgerContestant(Lazy<ContactData> data)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ContactLedger ledger = null!;
    private MatrixCell[] cells = [];
    private bool[] answers = [];
    private long asked;

    public double StateBytesPerCustomer { get; private set; }

    public string Checksum() => ContactData.Checksum(answers.AsSpan(0, (int)asked));

    public void Build()
    {
        ContactMatrix matrix = Matrix();
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

    public void Ask(long count)
    {
        ReadOnlySpan<ContactData.Question> questions = data.Value.Questions[..(int)count];
        for (int i = 0; i < questions.Length; i++)
        {
            ref readonly ContactData.Question question = ref questions[i];
            answers[i] = ledger.TryTake(new CustomerId(question.Customer), cells[question.Slot.Number], Start.AddSeconds(question.Second));
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

    private static ContactMatrix Matrix() => new(new()
    {
        Caps =
        [
            new() { Id = "day", Max = 1, Window = ContactWindow.Days(1) },
            new() { Id = "week", Max = 3, Window = ContactWindow.Days(7) },
            .. Enumerable.Range(0, ContactData.Channels).Select(c => new CapOptions { Id = $"c{c}", Channels = [new($"c{c}")], Max = 1, Window = ContactWindow.Days(7) }),
            .. Enumerable.Range(0, ContactData.Kinds).Select(k => new CapOptions { Id = $"k{k}", Kinds = [new($"k{k}")], Max = 2, Window = ContactWindow.Days(7) }),
            new() { Id = "partner", Partners = CapPartners.Each, Max = 3, Window = ContactWindow.Days(30) },
        ],
    });
}
