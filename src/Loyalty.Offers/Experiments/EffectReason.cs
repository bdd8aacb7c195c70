namespace Loyalty.Offers.Experiments;

/// <summary>Why an analysis leaves something unsaid.</summary>
public enum EffectReason
{
    /// <summary>Nobody stood in control: there is nothing to compare with.</summary>
    NobodyInControl,

    /// <summary>Nobody stood in the arm.</summary>
    NobodyInArm,

    /// <summary>A group has one guest alone, so that nothing is known of its spread: no interval, no p-value.</summary>
    OneGuestAlone,

    /// <summary>The outcome is the same for all guests of each group: no interval, no p-value.</summary>
    NothingVaries,

    /// <summary>The control's mean is not above 0: no relative lift.</summary>
    ControlMeanNotPositive,

    /// <summary>The control's mean is not told apart from 0: the relative lift has no bounded interval.</summary>
    ControlMeanNearZero,

    /// <summary>The measure before the campaign is missing for some guests of the groups: no adjustment.</summary>
    CovariateIncomplete,

    /// <summary>The measure before the campaign is the same for all guests: no adjustment.</summary>
    CovariateConstant,
}
