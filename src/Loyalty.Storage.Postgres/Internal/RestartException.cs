namespace Loyalty.Storage.Postgres.Internal;

/// <summary>Another transaction came in between; this one begins anew.</summary>
internal sealed class RestartException() : Exception("Another transaction changed the same rows again and again; try the call again later.");
