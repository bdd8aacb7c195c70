namespace Loyalty.ContactPolicy.Sensitivity;

/// <summary>Tells how easily a guest is put off, from what the guest did and what guests do in general.</summary>
/// <remarks>
/// Each rate is a guest's own, drawn towards the mean of all as far as the guest is little known (<see cref="RatePrior"/>): one unsubscription after two messages is not a rate of one half.
/// The risk is the rate of opting out in times of the mean, divided by the geometric mean of the rates of opening and clicking in times of theirs: who reads bears more. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class SensitivityModel
{
    private readonly SensitivityOptions options;

    /// <summary>Fits a model.</summary>
    /// <param name="statistics">What all guests did; later additions change nothing here.</param>
    /// <param name="options">Where the levels begin; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SensitivityModel(SensitivityStatistics statistics, SensitivityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        this.options = (options ?? new()).Checked();
        (Open, Click, OptOut) = (statistics.Opened.Fit(), statistics.Clicked.Fit(), statistics.OptedOut.Fit());
    }

    /// <summary>How the rate of opening is spread.</summary>
    public RatePrior Open { get; }

    /// <summary>How the rate of clicking is spread.</summary>
    public RatePrior Click { get; }

    /// <summary>How the rate of opting out is spread.</summary>
    public RatePrior OptOut { get; }

    /// <summary>Tells how easily a guest is put off.</summary>
    /// <param name="guest">What the guest did; <c>default</c> for one who got nothing, who is as the mean.</param>
    public SensitivityResult Of(GuestSignals guest)
    {
        double chance = OptOut.Expect(guest.Sent, guest.OptedOut);
        double optOut = chance / OptOut.Mean;
        double open = Open.Expect(guest.Sent, guest.Opened) / Open.Mean;
        double click = Click.Expect(guest.Sent, guest.Clicked) / Click.Mean;
        double risk = optOut / Math.Sqrt(open * click);
        ContactSensitivity level = risk >= options.HighFrom ? ContactSensitivity.High : risk < options.LowBelow ? ContactSensitivity.Low : ContactSensitivity.Medium;
        return new SensitivityResult(level, chance, risk, optOut, open, click);
    }
}
