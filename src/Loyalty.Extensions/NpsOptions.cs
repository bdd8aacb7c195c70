using Loyalty.Nps.Feedback;
using Loyalty.Nps.Reports;
using Loyalty.Nps.Surveys;

namespace Loyalty.Extensions;

/// <summary>The options of Loyalty.Nps, one for each concept.</summary>
public sealed record NpsOptions
{
    /// <summary>When a guest is asked, and how long an answer can be given and changed.</summary>
    public SurveyOptions Survey { get; init; } = new();

    /// <summary>Which answers become cases.</summary>
    public FeedbackOptions Feedback { get; init; } = new();

    /// <summary>When rows may be ranked.</summary>
    public NpsRankingOptions Ranking { get; init; } = new();

    /// <summary>How much may be given to say sorry.</summary>
    /// <value>None by default: a retailer states its own limits, and without them no <see cref="SorryBonusBook"/> can be had.</value>
    public SorryBonusOptions? SorryBonus { get; init; }
}
