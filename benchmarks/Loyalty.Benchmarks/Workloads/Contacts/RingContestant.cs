using System.Runtime.CompilerServices;

namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>A ring of 24 places for each guest, inline in one array, and one loop for these five caps: written for this question and no other.</summary>
internal sealed class RingContestant(Lazy<ContactData> data)
{
    private Ring[] rings = [];
    private bool[] answers = [];
    private long asked;

    public double StateBytesPerCustomer { get; private set; }

    public string Checksum() => ContactData.Checksum(answers.AsSpan(0, (int)asked));

    public void Build()
    {
        ContactData source = data.Value;
        answers = new bool[data.Value.Questions.Length];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        rings = new Ring[source.Customers];
        for (int customer = 0; customer < rings.Length; customer++)
        {
            foreach (ContactData.Past contact in source.Of(customer))
            {
                rings[customer].Add(contact);
            }
        }

        StateBytesPerCustomer = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)rings.Length;
    }

    public void Ask(long count)
    {
        ReadOnlySpan<ContactData.Question> questions = data.Value.Questions[..(int)count];
        for (int i = 0; i < questions.Length; i++)
        {
            ref readonly ContactData.Question question = ref questions[i];
            answers[i] = rings[question.Customer].Take(question.Second, question.Slot);
        }

        asked = count;
    }

    public void Reset()
    {
        for (int i = (int)asked - 1; i >= 0; i--)
        {
            if (answers[i])
            {
                rings[data.Value.Questions[i].Customer].Drop();
            }
        }

        asked = 0;
    }

    [InlineArray(Ring.Places)]
    private struct Contacts
    {
        private ContactData.Past element;
    }

    private struct Ring
    {
        public const int Places = 24;

        private Contacts contacts;
        private int next;
        private int count;

        public void Add(ContactData.Past contact)
        {
            contacts[next] = contact;
            next = next + 1 == Places ? 0 : next + 1;
            count = Math.Min(count + 1, Places);
        }

        public void Drop()
        {
            next = next == 0 ? Places - 1 : next - 1;
            count--;
        }

        public bool Take(int now, ContactData.Slot slot)
        {
            int week = 0;
            int kind = 0;
            int partner = 0;
            for (int i = 0, place = next; i < count; i++)
            {
                place = place == 0 ? Places - 1 : place - 1;
                ContactData.Past contact = contacts[place];
                int age = now - contact.Second;
                if (age >= ContactData.Month)
                {
                    break;
                }

                if (contact.Slot.Partner == slot.Partner && ++partner >= 3)
                {
                    return false;
                }

                if (age >= 604_800)
                {
                    continue;
                }

                if (age < 86_400 || contact.Slot.Channel == slot.Channel || ++week >= 3 || (contact.Slot.Kind == slot.Kind && ++kind >= 2))
                {
                    return false;
                }
            }

            Add(new(now, slot));
            return true;
        }
    }
}
