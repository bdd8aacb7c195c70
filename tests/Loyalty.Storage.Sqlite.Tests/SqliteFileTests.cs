using Loyalty.Pos.Redemption;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Sqlite.Internal;
using Loyalty.Storage.Sqlite.Redemption;
using Microsoft.Data.Sqlite;

namespace Loyalty.Storage.Sqlite.Tests;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private SqliteStorageException Refused(SqliteStorageOptions? options = null) =>
        Assert.Throws<SqliteStorageException>(() => SqliteRedemptionStore.Open(folder.File(), options).Dispose());

    private void Run(string sql)
    {
        using SqliteConnection connection = new($"Data Source={folder.File()};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public void Open_OfANewerFile_IsRefused_AndLeavesItAlone()
    {
        SqliteRedemptionStore.Open(folder.File()).Dispose();
        Run("UPDATE loyalty_schema SET version = 99");
        SqliteStorageException refused = Refused();
        Assert.Equal(SqliteStorageFault.Newer, refused.Fault);
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
        Run("UPDATE loyalty_schema SET version = 1");
        SqliteRedemptionStore.Open(folder.File()).Dispose();
    }

    [Fact]
    public void Migrate_TakesTheStepsThatAreMissing_AllOrNone()
    {
        SqliteStorageOptions options = new();
        StorageSchema one = new("thing", ["CREATE TABLE a (x)"]);
        new SqliteFile(folder.File(), options, one).Dispose();
        Assert.Throws<SqliteStorageException>(() => new SqliteFile(folder.File(), options, new("thing", ["never run", "CREATE TABLE b (x)", "no statement"])));
        using (SqliteFile unchanged = new(folder.File(), options, one))
        {
            Assert.Equal(0, unchanged.Number("SELECT count(*) FROM sqlite_master WHERE name = 'b'"));
        }

        using SqliteFile migrated = new(folder.File(), options, new("thing", ["never run", "CREATE TABLE b (x)"]));
        Assert.Equal(2, migrated.Number("SELECT version FROM loyalty_schema WHERE capability = 'thing'"));
    }

    [Fact]
    public void Open_ByTwoCapabilities_SharesTheFile()
    {
        using SqliteFile other = new(folder.File(), new SqliteStorageOptions(), new("other", ["CREATE TABLE other (x)"]));
        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File());
        Assert.Equal(2, other.Number("SELECT count(*) FROM loyalty_schema"));
    }

    [Fact]
    public void Open_OfAFileThatIsNoDatabase_IsRefused_AndLeavesItAlone()
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("not a database, but a shopping list\n", 100)));
        File.WriteAllBytes(folder.File(), text);
        Assert.Equal(SqliteStorageFault.NotAStore, Refused().Fault);
        Assert.Equal(text, File.ReadAllBytes(folder.File()));
    }

    [Fact]
    public void Open_OfAnotherProgramsDatabase_IsRefused_AndLeavesItAlone()
    {
        Run("CREATE TABLE recipes (x)");
        byte[] before = File.ReadAllBytes(folder.File());
        Assert.Equal(SqliteStorageFault.NotAStore, Refused().Fault);
        Assert.Equal(before, File.ReadAllBytes(folder.File()));
    }

    [Fact]
    public void Open_OfADamagedFile_SaysSo()
    {
        SqliteRedemptionStore.Open(folder.File()).Dispose();
        byte[] bytes = File.ReadAllBytes(folder.File());
        bytes.AsSpan(100, 3000).Fill(0xA5);
        File.WriteAllBytes(folder.File(), bytes);
        SqliteStorageException refused = Refused();
        Assert.Equal(SqliteStorageFault.Damaged, refused.Fault);
        Assert.Contains(folder.File(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhereThereIsNoFolder_SaysSo()
    {
        string path = Path.Combine(folder.File("nowhere"), "store.db");
        Assert.Equal(SqliteStorageFault.Unreachable, Assert.Throws<SqliteStorageException>(() => SqliteRedemptionStore.Open(path)).Fault);
    }

    [Fact]
    public async Task Call_WhileAnotherProcessKeepsWriting_IsRefused_AfterTheTimeout()
    {
        DateTimeOffset now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File(), new SqliteStorageOptions { BusyTimeout = TimeSpan.FromMilliseconds(20) });
        using (SqliteFile writer = new(folder.File(), new SqliteStorageOptions(), SqliteRedemptionSchema.Current))
        {
            writer.Execute("BEGIN IMMEDIATE");
            SqliteStorageException busy = await Assert.ThrowsAsync<SqliteStorageException>(async () => await store.VoidAsync(new("r1"), now));
            Assert.Equal(SqliteStorageFault.Busy, busy.Fault);
        }

        Assert.True((await store.VoidAsync(new("r1"), now)).IsChanged);
    }

    [Fact]
    public async Task Store_ThatIsClosed_SaysSo()
    {
        SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File());
        store.Dispose();
        store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ConflictsAsync());
    }

    [Fact]
    public void Options_OutsideTheirRanges_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SqliteRedemptionStore.Open(folder.File(), new() { BusyTimeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SqliteRedemptionStore.Open(folder.File(), new() { MaxBytes = 65_535 }));
        Assert.Throws<ArgumentException>(() => SqliteRedemptionStore.Open(" "));
    }
}
