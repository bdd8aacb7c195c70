namespace Loyalty.ContactPolicy.Matrix;

/// <summary>How much a finding about a matrix matters.</summary>
public enum FindingSeverity
{
    /// <summary>Right, but often not what was meant.</summary>
    Note,

    /// <summary>A rule that does nothing, or a gap in the rules.</summary>
    Warning,

    /// <summary>Messages that can never go.</summary>
    Error,
}
