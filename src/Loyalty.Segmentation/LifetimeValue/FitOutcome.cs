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
