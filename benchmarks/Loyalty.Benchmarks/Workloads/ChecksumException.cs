namespace Loyalty.Benchmarks.Workloads;

/// <summary>Two implementations did not do the same work, so their times must not be compared.</summary>
internal sealed class ChecksumException(string message) : Exception(message);
