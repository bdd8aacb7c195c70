using System.Globalization;

namespace Loyalty.Nps.Surveys;

/// <summary>When a guest is asked about a visit, and how long the answer can be given and changed.</summary>
public sealed record SurveyOptions
{
    private readonly TimeSpan delay = TimeSpan.FromHours(1);
    private readonly TimeSpan openFor = TimeSpan.FromDays(7);
    private readonly TimeSpan editWindow = TimeSpan.FromHours(24);

    /// <summary>How long after the visit the question is due.</summary>
    /// <value>0 to 7 days; 1 hour by default: at home again, and the visit still fresh.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public TimeSpan Delay
    {
        get => delay;
        init => delay = Within(value, TimeSpan.Zero, TimeSpan.FromDays(7), nameof(Delay));
    }

    /// <summary>How long after it was due the question can be answered.</summary>
    /// <value>1 hour to 90 days; 7 days by default: later answers describe another visit.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public TimeSpan OpenFor
    {
        get => openFor;
        init => openFor = Within(value, TimeSpan.FromHours(1), TimeSpan.FromDays(90), nameof(OpenFor));
    }

    /// <summary>How long after the first answer a further one replaces it.</summary>
    /// <value>0 (an answer is final) to 30 days; 24 hours by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public TimeSpan EditWindow
    {
        get => editWindow;
        init => editWindow = Within(value, TimeSpan.Zero, TimeSpan.FromDays(30), nameof(EditWindow));
    }

    private static TimeSpan Within(TimeSpan value, TimeSpan least, TimeSpan most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture,
            $"SurveyOptions.{name} must be between {least:c} and {most:c} (inclusive), but it is {value:c}."));
}
