using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>What fitting BG/NBD gave.</summary>
/// <remarks>Immutable; equal when all members are, and no two fits share their estimates.</remarks>
/// <param name="Outcome">How it ended.</param>
/// <param name="Model">The model; null unless it converged.</param>
/// <param name="LogLikelihood">The natural logarithm of the likelihood at the parameters, in the model's unit of time; null unless it converged.</param>
/// <param name="Customers">Guests fitted on.</param>
/// <param name="RepeatCustomers">Those who came back.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="Estimates">The parameters r, alpha, a, b with standard errors; where it did not converge, where the search gave up and how steep it still was there.</param>
public sealed record BgNbdFit(
    FitOutcome Outcome, BgNbdModel? Model, double? LogLikelihood, long Customers, long RepeatCustomers, int Iterations, string Reason, ParameterEstimates Estimates)
{
    private static readonly string[] Names = ["r", "alpha", "a", "b"];

    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="groups">The guests.</param>
    /// <param name="options">How; absent, in weeks.</param>
    public static BgNbdFit To(PurchaseGroups groups, PurchaseModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        options ??= new PurchaseModelOptions();
        if (groups.RepeatCustomers < options.MinimumRepeatCustomers)
        {
            return new BgNbdFit(FitOutcome.TooFewCustomers, null, null, groups.Customers, groups.RepeatCustomers, 0,
                $"{groups.RepeatCustomers} guests came back; fitting needs at least {options.MinimumRepeatCustomers}.", ParameterEstimates.None);
        }

        BgNbdLikelihood likelihood = new(groups, options.UnitDays);
        Maximum found = Maximiser.Find(likelihood.Evaluate, likelihood.Start());
        ParameterEstimates estimates = ParameterEstimates.Of(Names, found, likelihood.Evaluate, groups.Customers);
        return new BgNbdFit(found.Converged ? FitOutcome.Converged : FitOutcome.DidNotConverge,
            found.Converged ? new BgNbdModel(new BgNbdParameters(estimates[0].Value, estimates[1].Value, estimates[2].Value, estimates[3].Value), options.UnitDays) : null,
            found.Converged ? found.Value * groups.Customers : null,
            groups.Customers, groups.RepeatCustomers, found.Iterations, estimates.Say(found), estimates);
    }
}
