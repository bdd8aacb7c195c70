namespace Loyalty.ContactPolicy.Sensitivity;

/// <summary>How easily a guest is put off, and why that is thought.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Level">Low, medium or high.</param>
/// <param name="OptOutChance">The cost of one more message: the chance, from 0 to 1, that the guest answers it by unsubscribing or complaining.</param>
/// <param name="Risk">Opt-outs for each message that is cared for, in times of a guest of whom nothing is known: <paramref name="OptOut"/> / √(<paramref name="Open"/> × <paramref name="Click"/>).</param>
/// <param name="OptOut">The expected rate of opting out, in times of the mean.</param>
/// <param name="Open">The expected rate of opening, in times of the mean.</param>
/// <param name="Click">The expected rate of clicking, in times of the mean.</param>
public readonly record struct SensitivityResult(ContactSensitivity Level, double OptOutChance, double Risk, double OptOut, double Open, double Click);
