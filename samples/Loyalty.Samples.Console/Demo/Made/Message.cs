using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>A message that a partner wants to send.</summary>
/// <param name="Id">Its id, unique.</param>
/// <param name="Campaign">What it belongs to.</param>
/// <param name="Guest">To whom.</param>
/// <param name="Partner">By whom.</param>
/// <param name="Channel">How.</param>
/// <param name="Kind">Why.</param>
/// <param name="At">When.</param>
internal sealed record Message(string Id, string Campaign, CustomerId Guest, PartnerId Partner, Channel Channel, ContactKind Kind, DateTimeOffset At);
