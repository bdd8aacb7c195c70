using System.Diagnostics;
using System.Globalization;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

/// <summary>A till whose process is killed while it records.</summary>
public sealed class TillJournalCrashTests : IDisposable
{
    private const string JournalVariable = "LOYALTY_TEST_TILL_JOURNAL";
    private readonly Desk shop = new();

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task AKilledTill_HasEverySaleThatItSaidWasRecorded()
    {
        string path = shop.PathOf("till-1");
        string said = path + ".said";
        int recorded = 0;
        for (int round = 0; round < 4; round++)
        {
            using Process till = Start(path);
            // Killed at another point of its work each time, as soon as it has said something new.
            while (Said(said) < recorded + 5 + (37 * round))
            {
                Assert.False(till.HasExited, "The till ended by itself.");
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            till.Kill();
            await till.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, till.ExitCode);
            int promised = Said(said);
            using TillJournal journal = TillJournal.Open(path, new("till-1"));
            recorded = (int)journal.LastSequence;
            Assert.InRange(recorded, promised, promised + 1);
            Assert.Equal(Enumerable.Range(1, recorded).Select(i => $"sale-{i}"), journal.EntriesAfter(0).Select(e => e.Id.Value));
            File.WriteAllText(said, string.Concat(Enumerable.Repeat('.', recorded)));
        }
    }

    /// <summary>The till that is killed: in a process of its own it sells for ever, and here three times.</summary>
    [Fact]
    public void ATill_SaysWhatItRecorded()
    {
        string? killed = Environment.GetEnvironmentVariable(JournalVariable);
        string path = killed ?? shop.PathOf("till-1");
        using TillJournal journal = TillJournal.Open(path, new("till-1"));
        OfflineRedemptionDesk desk = shop.Offline(journal);
        using FileStream said = new(path + ".said", FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (long i = journal.LastSequence + 1; killed is not null || i <= 3; i++)
        {
            desk.Confirm(new RedemptionTicket(new(string.Create(CultureInfo.InvariantCulture, $"sale-{i}")), [new LimitClaim(LimitKey.OfCode("SAVE1"), 1, 1_000_000)], shop.Time.Now));
            said.WriteByte((byte)'.');
        }

        Assert.Equal((3, 3), ((int)journal.LastSequence, Said(path + ".said")));
    }

    private static int Said(string file) => File.Exists(file) ? (int)new FileInfo(file).Length : 0;

    private static Process Start(string path)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [JournalVariable] = path },
        };
        foreach (string argument in new[] { typeof(TillJournalCrashTests).Assembly.Location, "-method", $"{typeof(TillJournalCrashTests).FullName}.{nameof(ATill_SaysWhatItRecorded)}" })
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
