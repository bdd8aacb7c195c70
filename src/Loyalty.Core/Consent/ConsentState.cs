namespace Loyalty.Core.Consent;

/// <summary>Whether a guest agreed.</summary>
public enum ConsentState
{
    /// <summary>Nothing was ever said; not a yes.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Granted,

    /// <summary>No.</summary>
    Refused,
}
