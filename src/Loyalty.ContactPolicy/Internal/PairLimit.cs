namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a pair keeps apart in a period.</summary>
/// <param name="First">The candidates after which others wait.</param>
/// <param name="Then">The candidates that wait.</param>
/// <param name="Since">For each instant of one that waits, the first instant at which one of the others, placed before it, surely stands in its way.</param>
/// <param name="Reach">How many ticks back the instant of a message matters.</param>
internal sealed record PairLimit(bool[] First, bool[] Then, int[] Since, long Reach);
