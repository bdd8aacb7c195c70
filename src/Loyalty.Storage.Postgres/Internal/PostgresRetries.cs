using Npgsql;
using Polly;
using Polly.Retry;

namespace Loyalty.Storage.Postgres.Internal;

/// <summary>Tries again what is worth it: every call is idempotent, so one whose answer was lost may have been done already.</summary>
internal static class PostgresRetries
{
    private static readonly HashSet<string> WorthIt =
    [
        PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.LockNotAvailable,
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.TooManyConnections,
        PostgresErrorCodes.UniqueViolation,
    ];

    public static ResiliencePipeline Build(PostgresStorageOptions options)
    {
        if (options.Retries == 0)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = static arguments => ValueTask.FromResult(IsWorthIt(arguments.Outcome.Exception)),
                MaxRetryAttempts = options.Retries,
                Delay = options.FirstWait,
                MaxDelay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    private static bool IsWorthIt(Exception? failure) => failure switch
    {
        RestartException => true,
        PostgresException refused => refused.IsTransient || WorthIt.Contains(refused.SqlState),
        NpgsqlException lost => lost.IsTransient || lost.InnerException is IOException or TimeoutException or System.Net.Sockets.SocketException,
        _ => false,
    };
}
