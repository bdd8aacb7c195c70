namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>A dictionary of lists and LINQ: the five caps as one would first write them.</summary>
internal sealed class DictionaryContestant(Lazy<ContactData> data)
{
    private Dictionary<int, List<ContactData.Past>> contacts = [];
    private bool[] answers = [];
    private long asked;

    public double StateBytesPerCustomer { get; private set; }

    public string Checksum() => ContactData.Checksum(answers.AsSpan(0, (int)asked));

    public void Build()
    {
        ContactData source = data.Value;
        answers = new bool[data.Value.Questions.Length];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        contacts = new(source.Customers);
        for (int customer = 0; customer < source.Customers; customer++)
        {
            contacts.Add(customer, [.. source.Of(customer)]);
        }

        StateBytesPerCustomer = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)source.Customers;
    }

    public void Ask(long count)
    {
        for (int i = 0; i < count; i++)
        {
            answers[i] = Take(data.Value.Questions[i]);
        }

        asked = count;
    }

    public void Reset()
    {
        for (int i = (int)asked - 1; i >= 0; i--)
        {
            if (answers[i])
            {
                List<ContactData.Past> list = contacts[data.Value.Questions[i].Customer];
                list.RemoveAt(list.Count - 1);
            }
        }

        asked = 0;
    }

    private bool Take(ContactData.Question question)
    {
        (int customer, int now, ContactData.Slot slot) = question;
        List<ContactData.Past> list = contacts[customer];
        bool allowed = !list.Any(c => now - c.Second < 86_400)
            && list.Count(c => now - c.Second < 604_800) < 3
            && !list.Any(c => c.Slot.Channel == slot.Channel && now - c.Second < 604_800)
            && list.Count(c => c.Slot.Kind == slot.Kind && now - c.Second < 604_800) < 2
            && list.Count(c => c.Slot.Partner == slot.Partner && now - c.Second < ContactData.Month) < 3;
        if (allowed)
        {
            list.Add(new(now, slot));
        }

        return allowed;
    }
}
