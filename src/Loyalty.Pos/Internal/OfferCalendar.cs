using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>When an offer applies.</summary>
internal readonly struct OfferCalendar
{
    private readonly long from;
    private readonly long to;
    private readonly byte days;
    private readonly DailyHours? hours;

    public OfferCalendar(Offer offer)
    {
        from = offer.From?.UtcTicks ?? long.MinValue;
        to = offer.To?.UtcTicks ?? long.MaxValue;
        foreach (DayOfWeek day in offer.Days)
        {
            days |= (byte)(1 << (int)day);
        }

        hours = offer.Hours;
    }

    public bool IsAlways => from == long.MinValue && to == long.MaxValue && days == 0 && hours is null;

    /// <summary>The first reason why the offer does not apply now, or null.</summary>
    public RejectionReason? Fault(DateTimeOffset at)
    {
        if (at.UtcTicks < from)
        {
            return RejectionReason.NotStarted;
        }

        if (at.UtcTicks >= to)
        {
            return RejectionReason.Expired;
        }

        int minute = (at.Hour * 60) + at.Minute;
        int day = (int)at.DayOfWeek;
        if (hours is { RunOverMidnight: true } night && minute < night.ToMinute)
        {
            // The small hours belong to the day on which the hours began.
            day = (day + 6) % 7;
        }

        if (days != 0 && (days & (1 << day)) == 0)
        {
            return RejectionReason.WrongDay;
        }

        return hours is { } open && !open.Contains(minute) ? RejectionReason.WrongHour : null;
    }
}
