using Loyalty.Testing;

namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>May we write to this guest now? Five sliding caps over each guest's contacts of a month; what is allowed is counted at once.</summary>
internal sealed class ContactWorkload : IWorkload
{
    public int Number => 4;

    public string Question => "contact decisions with sliding windows";

    public int? DefaultSize => 1_000_000;

    public IReadOnlyList<Contestant> Contestants(int size, ulong seedShift)
    {
        Lazy<ContactData> data = new(() => new ContactData(size, seedShift));
        LedgerContestant ours = new(data, Matrices.Caps);
        LedgerContestant thirty = new(data, Matrices.Thirty);
        LedgerContestant thousand = new(data, Matrices.Thousand);
        DictionaryContestant dictionary = new(data);
        RingContestant ring = new(data);
        NpgsqlContestant npgsql = new(data);
        int asked = ContactData.Asked(size);
        string? published = ContactData.Published(size, seedShift);
        return
        [
            new()
            {
                Name = "ours", Operations = asked, Prepare = ours.Build, Reset = ours.Reset, Run = ours.Ask, Checksum = ours.Checksum,
                Expected = published, StateBytesPerCustomer = () => ours.StateBytesPerCustomer,
            },
            new()
            {
                Name = "dictionary", Operations = asked, Prepare = dictionary.Build, Reset = dictionary.Reset, Run = dictionary.Ask, Checksum = dictionary.Checksum,
                Expected = published, AllowsPrefix = true, StateBytesPerCustomer = () => dictionary.StateBytesPerCustomer,
            },
            new()
            {
                Name = "ring", Operations = asked, Prepare = ring.Build, Reset = ring.Reset, Run = ring.Ask, Checksum = ring.Checksum,
                Expected = published, StateBytesPerCustomer = () => ring.StateBytesPerCustomer,
            },
            new()
            {
                Name = "npgsql", Operations = NpgsqlContestant.Asked, Prepare = npgsql.Build, Reset = npgsql.Reset, Run = npgsql.Ask, Checksum = npgsql.Checksum,
                AllowsPrefix = true, Unavailable = PostgresCluster.Missing, StateBytesPerCustomer = () => npgsql.StateBytesPerCustomer,
            },
            new()
            {
                Name = "ours-30-rules", Operations = asked, Prepare = thirty.Build, Reset = thirty.Reset, Run = thirty.Ask, Checksum = thirty.Checksum,
                SameAnswer = false, StateBytesPerCustomer = () => thirty.StateBytesPerCustomer,
            },
            new()
            {
                Name = "ours-1000-rules", Operations = asked, Prepare = thousand.Build, Reset = thousand.Reset, Run = thousand.Ask, Checksum = thousand.Checksum,
                Expected = published, StateBytesPerCustomer = () => thousand.StateBytesPerCustomer,
            },
        ];
    }
}
