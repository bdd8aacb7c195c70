using Loyalty.Testing;
using Npgsql;
using NpgsqlTypes;

namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>One SQL statement a decision over one connection, prepared, with a covering index and asynchronous commit: no lock, so two at once may both pass.</summary>
/// <remarks>Only the contacts of guests who are asked about are loaded, so that the table stays in memory; that is in its favour.</remarks>
internal sealed class NpgsqlContestant(Lazy<ContactData> data) : IDisposable
{
    /// <summary>How many questions a pass has.</summary>
    public const int Asked = 50_000;

    private const string Decide = """
        WITH seen AS (
          SELECT count(*) FILTER (WHERE at > $2 - 86400) AS day, count(*) FILTER (WHERE at > $2 - 604800) AS week,
            count(*) FILTER (WHERE at > $2 - 604800 AND channel = $3) AS of_channel, count(*) FILTER (WHERE at > $2 - 604800 AND kind = $4) AS of_kind,
            count(*) FILTER (WHERE partner = $5) AS of_partner
          FROM contact WHERE customer = $1 AND at > $2 - 2592000)
        INSERT INTO contact SELECT $1, $2, $3, $4, $5 FROM seen WHERE day < 1 AND week < 3 AND of_channel < 1 AND of_kind < 2 AND of_partner < 3
        """;

    private readonly bool[] answers = new bool[Asked];
    private NpgsqlConnection? connection;
    private NpgsqlCommand? decide;
    private NpgsqlParameter<int>[] values = [];
    private long asked;
    private int guests;

    public double StateBytesPerCustomer { get; private set; }

    public string Checksum() => ContactData.Checksum(answers.AsSpan(0, (int)asked));

    public void Build()
    {
        PostgresCluster server = PostgresCluster.Start("shared_buffers=512MB", "max_wal_size=8GB");
        connection = new NpgsqlConnection(server.ConnectionTo("postgres"));
        connection.Open();
        Execute("SET synchronous_commit = off");
        Execute("CREATE TABLE contact (customer integer NOT NULL, at integer NOT NULL, channel integer NOT NULL, kind integer NOT NULL, partner integer NOT NULL)");
        using (NpgsqlBinaryImporter import = connection.BeginBinaryImport("COPY contact FROM STDIN (FORMAT BINARY)"))
        {
            HashSet<int> loaded = [];
            foreach (ref readonly ContactData.Question question in data.Value.Questions[..Math.Min(Asked, data.Value.Questions.Length)])
            {
                if (loaded.Add(question.Customer))
                {
                    foreach (ContactData.Past past in data.Value.Of(question.Customer))
                    {
                        import.StartRow();
                        foreach (int value in (ReadOnlySpan<int>)[question.Customer, past.Second, past.Slot.Channel, past.Slot.Kind, past.Slot.Partner])
                        {
                            import.Write(value, NpgsqlDbType.Integer);
                        }
                    }
                }
            }

            guests = loaded.Count;
            import.Complete();
        }

        Execute("CREATE INDEX contact_covering ON contact (customer, at) INCLUDE (channel, kind, partner)");
        Execute("VACUUM ANALYZE contact");
        using (NpgsqlCommand size = new("SELECT pg_total_relation_size('contact')", connection))
        {
            StateBytesPerCustomer = (long)size.ExecuteScalar()! / (double)guests;
        }

        decide = new NpgsqlCommand(Decide, connection);
        values = [.. Enumerable.Range(0, 5).Select(_ => new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer })];
        decide.Parameters.AddRange(values);
        decide.Prepare();
    }

    public void Ask(long count)
    {
        for (int i = 0; i < count; i++)
        {
            ref readonly ContactData.Question question = ref data.Value.Questions[i];
            values[0].TypedValue = question.Customer;
            values[1].TypedValue = question.Second;
            values[2].TypedValue = question.Slot.Channel;
            values[3].TypedValue = question.Slot.Kind;
            values[4].TypedValue = question.Slot.Partner;
            answers[i] = decide!.ExecuteNonQuery() == 1;
        }

        asked = count;
    }

    /// <summary>Takes back what the last pass counted.</summary>
    public void Reset()
    {
        if (asked > 0)
        {
            Execute($"DELETE FROM contact WHERE at >= {ContactData.Month}");
            Execute("VACUUM contact");
            asked = 0;
        }
    }

    /// <summary>Closes the line; the server ends with the process.</summary>
    public void Dispose()
    {
        decide?.Dispose();
        connection?.Dispose();
    }

    private void Execute(string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
