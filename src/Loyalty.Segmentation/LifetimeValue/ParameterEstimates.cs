using System.Collections;
using System.Globalization;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The parameters of a fitted model with their standard errors and correlations, or, where it did not converge, where the search gave up.</summary>
/// <remarks>Immutable, so any number of threads may share one.</remarks>
public sealed class ParameterEstimates : IReadOnlyList<ParameterEstimate>
{
    private readonly ParameterEstimate[] estimates;
    private readonly double[,]? covariance;

    private ParameterEstimates(ParameterEstimate[] estimates, double[,]? covariance)
    {
        this.estimates = estimates;
        this.covariance = covariance;
    }

    /// <summary>No parameters: nothing was tried.</summary>
    public static ParameterEstimates None { get; } = new([], null);

    /// <summary>How many parameters; 0 where nothing was tried.</summary>
    public int Count => estimates.Length;

    /// <summary>Whether the guests determine all parameters: the likelihood is curved in every direction. Standard errors exist exactly then.</summary>
    public bool IsIdentified => covariance is not null;

    /// <summary>The slope farthest from 0: about 0 where the fit converged.</summary>
    public double SteepestSlope => estimates.Length == 0 ? 0 : estimates.MaxBy(e => Math.Abs(e.Slope)).Slope;

    /// <summary>A parameter by its place.</summary>
    /// <param name="index">0 (inclusive) to <see cref="Count"/> (exclusive).</param>
    public ParameterEstimate this[int index] => estimates[index];

    /// <summary>A parameter by its name.</summary>
    /// <param name="name">As in the literature.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public ParameterEstimate this[string name] => estimates[IndexOf(name)];

    /// <summary>How the errors of two parameters hang together, in their logarithms.</summary>
    /// <param name="one">A parameter's name.</param>
    /// <param name="other">Another's.</param>
    /// <returns>−1 to 1; null where the parameters are not identified.</returns>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public double? Correlation(string one, string other)
    {
        (int i, int j) = (IndexOf(one), IndexOf(other));
        return covariance is null ? null : i == j ? 1 : Math.Clamp(covariance[i, j] / Math.Sqrt(covariance[i, i] * covariance[j, j]), -1, 1);
    }

    /// <inheritdoc/>
    public IEnumerator<ParameterEstimate> GetEnumerator() => ((IEnumerable<ParameterEstimate>)estimates).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What a search found.</summary>
    /// <param name="names">The parameters' names.</param>
    /// <param name="found">Where it ended, in logarithms.</param>
    /// <param name="function">The mean log-likelihood of a guest and its slopes.</param>
    /// <param name="customers">Guests it is the mean over.</param>
    /// <param name="scales">What each parameter is multiplied with; absent, 1.</param>
    internal static ParameterEstimates Of(string[] names, Maximum found, Slope function, double customers, double[]? scales = null)
    {
        double[,]? covariance = found.Converged ? Information.Covariance(function, found.At, customers) : null;
        ParameterEstimate[] estimates = new ParameterEstimate[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            double value = Math.Exp(found.At[i]) * (scales?[i] ?? 1);
            double? error = covariance is null ? null : value * Math.Sqrt(covariance[i, i]);
            estimates[i] = new ParameterEstimate(names[i], value, error, found.Slope[i]);
        }

        return new ParameterEstimates(estimates, covariance);
    }

    /// <summary>A sentence on how the search ended.</summary>
    internal string Say(Maximum found)
    {
        if (!found.Converged)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"No maximum of the likelihood was found within {found.Iterations} steps; the guests do not fit the model. The steepest slope left is {SteepestSlope:G3} a guest, at {string.Join(", ", estimates.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Name} {e.Value:G3} (slope {e.Slope:G3})")))}.");
        }

        string[] uncertain = [.. estimates.Where(e => e.IsUncertain).Select(e => e.Name)];
        return !IsIdentified
            ? "The likelihood is at its maximum, but flat there: the parameters are not identified, only what they predict together."
            : uncertain.Length > 0
                ? $"The likelihood is at its maximum, but the guests hardly determine {string.Join(" and ", uncertain)}."
                : "The likelihood is at its maximum.";
    }

    private int IndexOf(string name)
    {
        int index = Array.FindIndex(estimates, e => e.Name == name);
        return index >= 0 ? index : throw new ArgumentException($"There is no parameter '{name}'; there are: {string.Join(", ", estimates.Select(e => e.Name))}.", nameof(name));
    }
}
