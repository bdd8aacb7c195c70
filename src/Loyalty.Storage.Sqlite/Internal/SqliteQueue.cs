using Microsoft.Data.Sqlite;

namespace Loyalty.Storage.Sqlite.Internal;

/// <summary>Runs calls one after another and writes those that wait at the same time to the disk together.</summary>
/// <remarks>
/// Whoever comes first carries out the calls of all who wait: one transaction, one commit, and only then are they answered; then whoever has waited longest
/// does the same. So a call is answered when the disk has it, and the disk is asked once for many. Where that fails, each call is tried alone.
/// </remarks>
internal sealed class SqliteQueue(SqliteFile file) : IDisposable
{
    private const int MostTogether = 256;
    private readonly Lock entrance = new();
    private readonly Lock gate = new();
    private List<Call> waiting = [];
    private bool isLed;
    private bool isClosed;

    public async ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Call<T> call = new(work);
        bool leads;
        lock (entrance)
        {
            waiting.Add(call);
            leads = !isLed;
            isLed = true;
        }

        if (leads || await call.Turn.ConfigureAwait(false))
        {
            CarryOut();
        }

        return call.Result();
    }

    /// <summary>Runs a step outside any transaction, alone.</summary>
    public void Alone(Action step)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(SqliteQueue));
            try
            {
                step();
            }
            catch (SqliteException e)
            {
                throw SqliteFaults.Translate(e, file.Path);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (!isClosed)
            {
                isClosed = true;
                file.Dispose();
            }
        }
    }

    /// <summary>Carries out what waits, the caller's own call among it, and hands on.</summary>
    private void CarryOut()
    {
        List<Call> calls;
        lock (entrance)
        {
            (calls, waiting) = waiting.Count <= MostTogether ? (waiting, []) : (waiting[..MostTogether], waiting[MostTogether..]);
        }

        lock (gate)
        {
            if (calls.Count > 1 && Commit(calls) is null)
            {
                calls.ForEach(c => c.Finish(null));
            }
            else
            {
                calls.ForEach(c => c.Finish(Commit([c])));
            }
        }

        Call? next;
        lock (entrance)
        {
            next = waiting.Count > 0 ? waiting[0] : null;
            isLed = next is not null;
        }

        next?.Lead();
    }

    /// <summary>Carries calls out in one transaction.</summary>
    /// <returns>What made it fail as a whole; null where it is on the disk.</returns>
    private Exception? Commit(List<Call> calls)
    {
        if (isClosed)
        {
            return new ObjectDisposedException(nameof(SqliteQueue), "The store is closed.");
        }

        try
        {
            file.Execute("BEGIN IMMEDIATE");
            foreach (Call call in calls)
            {
                call.Attempt();
            }

            file.Execute("COMMIT");
            return null;
        }
        catch (Exception e)
        {
            RollBack();
            return e is SqliteException error ? SqliteFaults.Translate(error, file.Path) : e;
        }
    }

    /// <summary>What cannot be rolled back now is so when the file is opened again: nothing of it was committed.</summary>
    private void RollBack()
    {
        try
        {
            file.RollBack();
        }
        catch (SqliteException)
        {
            isClosed = true;
            file.Dispose();
        }
    }

    private abstract class Call
    {
        private readonly TaskCompletionSource<bool> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>True when it is this caller's turn to carry out what waits, false when its call was carried out by another.</summary>
        public Task<bool> Turn => turn.Task;

        protected Exception? Failure { get; private set; }

        public abstract void Attempt();

        public void Lead() => turn.SetResult(true);

        public void Finish(Exception? failure)
        {
            Failure = failure;
            turn.TrySetResult(false);
        }
    }

    private sealed class Call<T>(Func<T> work) : Call
    {
        private T? result;

        public override void Attempt() => result = work();

        public T Result() => Failure is null ? result! : throw Failure;
    }
}
