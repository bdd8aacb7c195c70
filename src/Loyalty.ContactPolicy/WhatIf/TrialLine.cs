using Loyalty.Core;

namespace Loyalty.ContactPolicy.WhatIf;

/// <summary>What becomes of one partner's messages of one kind on one channel.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Partner">Who sends them.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Kind">Why.</param>
/// <param name="Count">What becomes of them.</param>
public readonly record struct TrialLine(PartnerId Partner, Channel Channel, ContactKind Kind, TrialCount Count);
