using Microsoft.Data.Sqlite;

namespace Loyalty.Storage.Sqlite.Internal;

/// <summary>Runs calls one after another and writes those that wait at the same time to the disk together.</summary>
/// <remarks>
/// Whoever comes first carries out the calls of all who wait: one transaction, one commit, and only then are they answered.
/// So a call is answered when the disk has it, and the disk is asked once for many. Where that fails, each call is tried alone.
/// </remarks>
internal sealed class SqliteQueue(SqliteFile file) : IDisposable
{
    private const int MostTogether = 256;
    private readonly Lock entrance = new();
    private readonly Lock gate = new();
    private List<Call> waiting = [];
    private bool isClosed;

    public ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Call<T> call = new(work);
        lock (entrance)
        {
            waiting.Add(call);
        }

        while (!call.IsDone)
        {
            lock (gate)
            {
                if (!call.IsDone)
                {
                    CarryOut();
                }
            }
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

    private void CarryOut()
    {
        ObjectDisposedException.ThrowIf(isClosed, typeof(SqliteQueue));
        List<Call> calls;
        lock (entrance)
        {
            (calls, waiting) = waiting.Count <= MostTogether ? (waiting, []) : (waiting[..MostTogether], waiting[MostTogether..]);
        }

        if (calls.Count > 1 && Commit(calls) is null)
        {
            Finish(calls, null);
            return;
        }

        foreach (Call call in calls)
        {
            Finish([call], Commit([call]));
        }
    }

    private static void Finish(List<Call> calls, Exception? failure)
    {
        foreach (Call call in calls)
        {
            call.Finish(failure);
        }
    }

    /// <summary>Carries calls out in one transaction.</summary>
    /// <returns>What made it fail as a whole; null where it is on the disk.</returns>
    private Exception? Commit(List<Call> calls)
    {
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
            if (file.IsInTransaction)
            {
                file.Execute("ROLLBACK");
            }

            return e is SqliteException error ? SqliteFaults.Translate(error, file.Path) : e;
        }
    }

    private abstract class Call
    {
        private volatile bool isDone;

        public bool IsDone => isDone;

        protected Exception? Failure { get; private set; }

        public abstract void Attempt();

        public void Finish(Exception? failure)
        {
            Failure = failure;
            isDone = true;
        }
    }

    private sealed class Call<T>(Func<T> work) : Call
    {
        private T? result;

        public override void Attempt() => result = work();

        public ValueTask<T> Result() => Failure is null ? ValueTask.FromResult(result!) : ValueTask.FromException<T>(Failure);
    }
}
