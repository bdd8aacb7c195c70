using System.Diagnostics;
using Loyalty.Pos.Redemption;
using Loyalty.Storage.Sqlite.Redemption;

namespace Loyalty.Storage.Sqlite.Tests.Redemption;

public sealed class SqliteDurabilityTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Kill_BetweenReserveAndConfirm_LosesNothingThatWasPromised()
    {
        List<string> said = [];
        using (Process till = ChildProcess.Start("sell", folder.File()))
        {
            while (said.Count < 61 && await till.StandardOutput.ReadLineAsync() is { } line)
            {
                said.Add(line);
            }

            till.Kill();
            said.AddRange((await till.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            await till.WaitForExitAsync();
            Assert.NotEqual(0, till.ExitCode);
        }

        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File());
        int reserved = said.Count(l => l.StartsWith("reserved r", StringComparison.Ordinal));
        int confirmed = said.Count(l => l.StartsWith("confirmed r", StringComparison.Ordinal));
        LimitUsage usage = (await store.UsageAsync([ChildProcess.Code], Noon))[0];
        Assert.True(confirmed >= 20 && usage.Used >= confirmed && usage.Taken >= reserved && usage.Taken <= reserved + 1, $"{usage} after {reserved} and {confirmed}");
        Assert.Equal(RedemptionState.Confirmed, (await store.ConfirmAsync(new("r0"), Noon)).Before);
        Assert.Equal((RedemptionState.Reserved, RedemptionState.Confirmed), await ConfirmAsync(store, "r1"));
    }

    [Fact]
    public async Task TwoProcesses_OneSlot_AThousandTimes_OneWinnerEach()
    {
        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File());
        using Process child = ChildProcess.Start("race", folder.File());
        Assert.Equal("ready", await child.StandardOutput.ReadLineAsync());
        bool[] won = ChildProcess.Race(store, "parent");
        string other = (await child.StandardOutput.ReadLineAsync())!;
        await child.WaitForExitAsync();
        Assert.Equal(1000, other.Length);
        Assert.All(Enumerable.Range(0, 1000), race => Assert.True(won[race] != (other[race] == '1')));
    }

    [Fact]
    public async Task ManyCallers_OfOneStore_AreAnsweredTogether_AndCountedOnce()
    {
        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File());
        bool[] held = new bool[400];
        await Parallel.ForAsync(0, held.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, token) =>
            held[i] = (await store.ReserveAsync(new Reservation(new($"r{i}"), [new LimitClaim(ChildProcess.Code, 1, 250)], Noon.AddMinutes(15)), Noon, token)).IsHeld);
        Assert.Equal(250, held.Count(h => h));
        Assert.Equal(250, (await store.UsageAsync([ChildProcess.Code], Noon))[0].Held);
    }

    [Fact]
    public async Task FullDisk_ChangesNothing_AndSaysSo()
    {
        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File(), new SqliteStorageOptions { MaxBytes = 256 * 1024 });
        int reserved = 0;
        SqliteStorageException? full = null;
        while (full is null)
        {
            LimitKey[] keys = [ChildProcess.Code, .. Enumerable.Range(0, 20).Select(k => LimitKey.OfCode($"code-{reserved}-{k}"))];
            Reservation next = new(new($"r{reserved}"), keys.Select(k => new LimitClaim(k, 1, 1_000_000)), Noon.AddMinutes(15));
            try
            {
                await store.ReserveAsync(next, Noon);
                reserved++;
            }
            catch (SqliteStorageException e)
            {
                full = e;
                Assert.All((await store.UsageAsync(keys[1..], Noon)).Skip(1), u => Assert.Equal(default, u));
            }
        }

        Assert.Equal(SqliteStorageFault.Full, full.Fault);
        Assert.Contains(folder.File(), full.Message, StringComparison.Ordinal);
        Assert.Equal(reserved, (await store.UsageAsync([ChildProcess.Code], Noon))[0].Held);
        Assert.Equal(RedemptionState.Unknown, (await store.ReleaseAsync(new($"r{reserved}"), Noon)).After);
        Assert.Equal(reserved, await store.ForgetAsync(Noon.AddDays(1)));
        Assert.True((await store.ReserveAsync(new Reservation(new("later"), [new LimitClaim(ChildProcess.Code, 1, 1_000_000)], Noon.AddDays(2)), Noon.AddDays(1))).IsHeld);
    }

    [Fact]
    public async Task Erase_LeavesNoByteOfTheGuest_InTheFileOrBesideIt()
    {
        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File());
        for (int i = 0; i < 300; i++)
        {
            string guest = i % 3 == 0 ? "anna-kovalenko" : $"guest-{i}";
            LimitKey hers = LimitKey.OfGuest(new($"offer-{i % 50}"), guest);
            await store.ReserveAsync(new Reservation(new($"r{i}"), [new LimitClaim(hers, 1, 900), new LimitClaim(ChildProcess.Code, 1, 900)], Noon.AddMinutes(15), guest), Noon);
            await store.ConfirmAsync(new($"r{i}"), Noon);
            if (i % 7 == 0)
            {
                await store.ReduceAsync(new($"x{i}"), [new LimitAmount(hers, 1)], Noon);
            }
        }

        Assert.True(Holds("anna-kovalenko"));
        Assert.Equal(100, await store.EraseAsync("anna-kovalenko"));
        Assert.False(Holds("anna-kovalenko"));
        Assert.True(Holds("guest-1"));
        Assert.Equal(300, (await store.UsageAsync([ChildProcess.Code], Noon))[0].Used);
        Assert.Equal(0, await store.EraseAsync("nobody\u0000"));
    }

    private bool Holds(string name) => folder.Files.Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).Any(f =>
    {
        using FileStream stream = new(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(name)) >= 0;
    });

    private static async Task<(RedemptionState, RedemptionState)> ConfirmAsync(SqliteRedemptionStore store, string id)
    {
        SettleResult result = await store.ConfirmAsync(new(id), Noon);
        return (result.Before, result.After);
    }
}
