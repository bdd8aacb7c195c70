namespace Loyalty.ContactPolicy.Sensitivity;

/// <summary>How a rate is spread over guests, as a beta distribution: what is expected of a guest before anything is known, and how soon their own behaviour outweighs it.</summary>
/// <remarks>
/// <para>Empirical Bayes: α = mean × strength, β = (1 − mean) × strength. The mean is (answers + ½) / (messages + 1) over all guests. The strength is (1 − ρ) / ρ, ρ the
/// analysis-of-variance estimate of how alike one guest's answers are: ρ = (MSB − MSW) / (MSB + (n₀ − 1) MSW), with
/// MSB = (Σ x²/n − (Σx)²/Σn) / (k − 1), MSW = (Σx − Σ x²/n) / (Σn − k), n₀ = (Σn − Σn²/Σn) / (k − 1) over k guests with x answers to n messages
/// (Ridout, Demétrio and Firth, 'Estimating intraclass correlation for binary data', Biometrics 55, 1999, 137–148, the estimator called AOV).</para>
/// <para>Where guests do not differ, or no guest got two messages, the strength is <see cref="MostStrength"/>: everyone is as the mean. Equal when both members are. Immutable.</para>
/// </remarks>
/// <param name="Mean">The rate over all guests; above 0, below 1.</param>
/// <param name="Strength">How many messages of a guest weigh as much as what is known of all; <see cref="LeastStrength"/> to <see cref="MostStrength"/>.</param>
public readonly record struct RatePrior(double Mean, double Strength)
{
    /// <summary>The least strength, 0.01.</summary>
    public const double LeastStrength = 0.01;

    /// <summary>The most strength, 1,000,000.</summary>
    public const double MostStrength = 1_000_000;

    /// <summary>The expected rate of a guest, and the chance that the next message is answered: (α + answers) / (α + β + messages).</summary>
    /// <param name="messages">The guest's messages; ≥ 0.</param>
    /// <param name="answers">Of these, answered; 0 to <paramref name="messages"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public double Expect(int messages, int answers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(messages);
        ArgumentOutOfRangeException.ThrowIfNegative(answers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(answers, messages);
        return ((Mean * Strength) + answers) / (Strength + messages);
    }
}
