namespace Loyalty.Pos.Catalog.Internal;

/// <summary>When an offer applies.</summary>
internal static class OfferCalendar
{
    /// <summary>The first reason why the offer does not apply now, or null.</summary>
    public static RejectionReason? Fault(in OfferRow row, DateTimeOffset at)
    {
        if (row.Is(OfferTraits.Always))
        {
            return null;
        }

        if (at.UtcTicks < row.From)
        {
            return RejectionReason.NotStarted;
        }

        if (at.UtcTicks >= row.To)
        {
            return RejectionReason.Expired;
        }

        int minute = (at.Hour * 60) + at.Minute;
        int day = (int)at.DayOfWeek;
        bool overnight = row.FromMinute >= 0 && row.ToMinute < row.FromMinute;
        if (overnight && minute < row.ToMinute)
        {
            // The small hours belong to the day on which the hours began.
            day = (day + 6) % 7;
        }

        if (row.Days != 0 && (row.Days & (1 << day)) == 0)
        {
            return RejectionReason.WrongDay;
        }

        bool isOpen = row.FromMinute < 0
            || (overnight ? minute >= row.FromMinute || minute < row.ToMinute : minute >= row.FromMinute && minute < row.ToMinute);
        return isOpen ? null : RejectionReason.WrongHour;
    }
}
