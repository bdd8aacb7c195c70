// prints: loyalty: refused without a server
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Storage.Postgres;
using Loyalty.Storage.Postgres.Contacts;
using Loyalty.Storage.Postgres.Redemption;
using Npgsql;

internal static class UseLoyaltyStoragePostgres
{
    /// <summary>Whatever machine this runs on, nothing listens on port 1.</summary>
    public static string Answer()
    {
        PostgresStorageOptions options = new() { Retries = 1, FirstWait = TimeSpan.Zero };
        using NpgsqlDataSource source = new NpgsqlSlimDataSourceBuilder("Host=127.0.0.1;Port=1;Username=loyalty;Pooling=false").EnableArrays().Build();
        try
        {
            _ = PostgresRedemptionStore.OpenAsync(source, options).GetAwaiter().GetResult();
            return "opened";
        }
        catch (NpgsqlException)
        {
        }

        try
        {
            ContactGate gate = new(ContactMatrix.Parse("{ }"));
            _ = PostgresContactLedger.OpenAsync(source, gate, TimeProvider.System, null, options).GetAwaiter().GetResult();
            return "opened";
        }
        catch (NpgsqlException)
        {
            return options.Schema + ": refused without a server";
        }
    }
}
