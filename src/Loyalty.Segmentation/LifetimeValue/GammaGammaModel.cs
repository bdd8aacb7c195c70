namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>Gamma-Gamma: each guest's baskets vary around a mean of their own, and the means vary over guests.</summary>
/// <remarks>
/// Fader and Hardie, 'The gamma-gamma model of monetary value', note 025 (2013). A guest with few repeat baskets is drawn towards the mean of
/// all. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class GammaGammaModel
{
    /// <summary>Uses parameters that were kept.</summary>
    /// <param name="p">Shape of a guest's baskets, above 0.</param>
    /// <param name="q">Shape of the spread over guests, above 1: otherwise there is no mean to draw towards.</param>
    /// <param name="v">Rate of the spread over guests, in money, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public GammaGammaModel(double p, double q, double v)
    {
        if (!(p > 0) || !(q > 1) || !(v > 0) || !double.IsFinite(p + q + v))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, $"Gamma-Gamma needs p above 0, q above 1 and v above 0, but they are {p}, {q} and {v}.");
        }

        P = p;
        Q = q;
        V = v;
    }

    /// <summary>Shape of a guest's baskets.</summary>
    public double P { get; }

    /// <summary>Shape of the spread over guests.</summary>
    public double Q { get; }

    /// <summary>Rate of the spread over guests, in money.</summary>
    public double V { get; }

    /// <summary>The mean basket over all guests: p v / (q − 1).</summary>
    public double PopulationMean => P * V / (Q - 1);

    /// <summary>The mean basket to expect from a guest: p (v + x m) / (p x + q − 1).</summary>
    /// <param name="spend">What is known of the guest; without a repeat purchase, the mean over all guests.</param>
    /// <returns>In the unit of money that the model was fitted in.</returns>
    public double ExpectedSpend(SpendHistory spend) => P * (V + (spend.Count * spend.Mean)) / ((P * spend.Count) + Q - 1);
}
