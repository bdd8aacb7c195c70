namespace Loyalty.Testing;

/// <summary>The PostgreSQL server of one test assembly.</summary>
/// <remarks>Where the programs are missing the tests are skipped and say so; with LOYALTY_POSTGRES=required, as in continuous integration, they fail. Nothing is kept, so the disk is not waited for.</remarks>
public sealed class PostgresServer : IAsyncLifetime
{
    private string? missing;
    private PostgresCluster? cluster;

    /// <summary>The server's port.</summary>
    public int Port => cluster?.Port ?? 0;

    /// <summary>Where to connect, to a database of that name.</summary>
    public string ConnectionTo(string database)
    {
        if (missing is not null)
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("LOYALTY_POSTGRES") != "required", missing);
            Assert.Fail(missing);
        }

        return cluster!.ConnectionTo(database) + ";Include Error Detail=true;Maximum Pool Size=20";
    }

    public async ValueTask InitializeAsync()
    {
        missing = PostgresCluster.Missing();
        if (missing is null)
        {
            cluster = await Task.Run(() => PostgresCluster.Start("fsync=off", "max_connections=200", "deadlock_timeout=100ms"));
        }
    }

    public ValueTask DisposeAsync()
    {
        cluster?.Dispose();
        return ValueTask.CompletedTask;
    }
}
