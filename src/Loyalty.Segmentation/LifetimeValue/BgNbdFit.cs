namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>How fitting a model ended.</summary>
public enum FitOutcome
{
    /// <summary>The likelihood is at its maximum: no parameter can be moved to better it.</summary>
    Converged,

    /// <summary>Too few guests came back to say anything.</summary>
    TooFewCustomers,

    /// <summary>No maximum was found within reach: the data do not fit the model's shape. Nothing is predicted.</summary>
    DidNotConverge,
}

/// <summary>What fitting BG/NBD gave.</summary>
/// <remarks>Immutable; equal when all members are.</remarks>
/// <param name="Outcome">How it ended.</param>
/// <param name="Model">The model; null unless it converged.</param>
/// <param name="LogLikelihood">The natural logarithm of the likelihood at the parameters, in the model's unit of time; null unless it converged.</param>
/// <param name="Customers">Guests fitted on.</param>
/// <param name="RepeatCustomers">Those who came back.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record BgNbdFit(
    FitOutcome Outcome, BgNbdModel? Model, double? LogLikelihood, long Customers, long RepeatCustomers, int Iterations, string Reason)
{
    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="groups">The guests.</param>
    /// <param name="options">How; absent, in weeks.</param>
    public static BgNbdFit To(PurchaseGroups groups, BgNbdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        options ??= new BgNbdOptions();
        if (groups.RepeatCustomers < options.MinimumRepeatCustomers)
        {
            return new BgNbdFit(FitOutcome.TooFewCustomers, null, null, groups.Customers, groups.RepeatCustomers, 0,
                $"{groups.RepeatCustomers} guests came back; fitting needs at least {options.MinimumRepeatCustomers}.");
        }

        BgNbdLikelihood likelihood = new(groups, options.UnitDays);
        Internal.Maximum found = Internal.Maximiser.Find(likelihood.Evaluate, likelihood.Start());
        if (!found.Converged)
        {
            return new BgNbdFit(FitOutcome.DidNotConverge, null, null, groups.Customers, groups.RepeatCustomers, found.Iterations,
                $"No maximum of the likelihood was found within {found.Iterations} steps; the guests' purchases do not fit the model.");
        }

        BgNbdParameters parameters = new(Math.Exp(found.At[0]), Math.Exp(found.At[1]), Math.Exp(found.At[2]), Math.Exp(found.At[3]));
        return new BgNbdFit(FitOutcome.Converged, new BgNbdModel(parameters, options.UnitDays), found.Value * groups.Customers,
            groups.Customers, groups.RepeatCustomers, found.Iterations, "The likelihood is at its maximum.");
    }
}
