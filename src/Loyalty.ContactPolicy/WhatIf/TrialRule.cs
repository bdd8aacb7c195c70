namespace Loyalty.ContactPolicy.WhatIf;

/// <summary>How many messages that went one rule would have held back.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Rule">The rule that decisions name.</param>
/// <param name="Lost">How many.</param>
public readonly record struct TrialRule(string Rule, long Lost);
