using Loyalty.Core.Statistics;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>One parameter of a fitted model, and how well the guests determine it.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Name">As in the literature: r, alpha, a, b, s, beta, p, q, v.</param>
/// <param name="Value">Where the search ended: the estimate where it converged, and otherwise only where it gave up.</param>
/// <param name="StandardError">
/// From the observed information in logarithms of the parameters, by the delta method. Null where nothing was fitted or the parameters are not identified.
/// </param>
/// <param name="Slope">By how much a guest's mean log-likelihood still rises with the parameter's logarithm there: about 0 where it converged.</param>
public readonly record struct ParameterEstimate(string Name, double Value, double? StandardError, double Slope)
{
    /// <summary>Whether the guests hardly determine the parameter: it is not identified, or its standard error exceeds the parameter itself.</summary>
    public bool IsUncertain => !(StandardError <= Value);

    /// <summary>Where the parameter may lie: symmetric in its logarithm, because it cannot be negative.</summary>
    /// <param name="confidence">0 to 1 (exclusive); 0.95 unless told.</param>
    /// <returns>value · exp(±z · error / value); null where there is no standard error.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is outside its range.</exception>
    public Interval? Interval(double confidence = 0.95)
    {
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence must be between 0 and 1 (exclusive); 95 % is 0.95.");
        }

        if (StandardError is not { } error)
        {
            return null;
        }

        double reach = Math.Exp(NormalDistribution.Quantile((1 + confidence) / 2) * error / Value);
        return new Interval(Value / reach, Value * reach);
    }
}
