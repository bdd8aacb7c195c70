namespace Loyalty.ContactPolicy;

/// <summary>Whether a message may go.</summary>
/// <remarks>The <c>default</c> is <see cref="Deny"/>: what was not decided is not sent.</remarks>
public enum ContactOutcome
{
    /// <summary>Not within a year, and perhaps never.</summary>
    Deny,

    /// <summary>Not now, but at a known instant.</summary>
    Defer,

    /// <summary>Now.</summary>
    Allow,
}
