namespace Loyalty.Core.Identity;

/// <summary>Why two profiles were kept apart although a link spoke for one person.</summary>
public enum MergeGuard
{
    /// <summary>The host said that two of their records are two people.</summary>
    KeptApart,

    /// <summary>They hold national ids that no typing error explains.</summary>
    NationalId,

    /// <summary>They hold different real birth dates, and names or cards differ too.</summary>
    BirthDate,

    /// <summary>One pair of records agrees, but their records as a whole do not.</summary>
    WeakSupport,
}
