namespace Loyalty.Segmentation.Lifecycle;

/// <summary>Where a guest stands with the chain.</summary>
public enum LifecycleStage
{
    /// <summary>Not a guest: no visit yet, or nothing was kept.</summary>
    None,

    /// <summary>One purchase day so far, and still time for the second.</summary>
    New,

    /// <summary>Comes back, but too few times to call it a habit.</summary>
    Developing,

    /// <summary>Comes as often as this guest does.</summary>
    Active,

    /// <summary>Later than this guest usually is.</summary>
    Slipping,

    /// <summary>So late that the habit is broken.</summary>
    Lapsed,

    /// <summary>So late that waiting will not help.</summary>
    Lost,

    /// <summary>Came back after having lapsed, and has not come again yet.</summary>
    Returned,
}
