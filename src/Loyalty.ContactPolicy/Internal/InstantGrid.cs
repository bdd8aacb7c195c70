using System.Globalization;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>The instants at which messages may go, and how much the guest likes each.</summary>
internal static class InstantGrid
{
    /// <summary>The instants in [from, to) at which the clock shows a whole step. An hour that the clock shows twice is there twice.</summary>
    public static List<long> Of(Zone zone, long from, long to, long step)
    {
        List<long> instants = [];
        for (long at = OnStep(zone, from, step); at < to; at = OnStep(zone, at + 1, step))
        {
            if (instants.Count == ArbitrationOptions.MostInstants)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The period has more than {ArbitrationOptions.MostInstants} steps of the grid, the most that it may have; take a shorter period or a coarser grid."));
            }

            instants.Add(at);
        }

        return instants;
    }

    /// <summary>The share that the hour of an instant has.</summary>
    public static double Share(FavouriteHours hours, Zone zone, long utc)
    {
        DateTimeOffset local = zone.ToLocal(Instant.OfTicks(utc));
        return hours[local.DayOfWeek, local.Hour];
    }

    /// <summary>The first instant from one on that is on the grid. Where the clock is changed on the way, it may be there at once, or sooner or later than it seemed.</summary>
    private static long OnStep(Zone zone, long utc, long step)
    {
        while (LocalClock.TimeOfDay(zone, utc) % step is not 0 and long over)
        {
            long end = utc + step - over;
            long offset = LocalClock.Offset(zone, utc);
            utc = LocalClock.Offset(zone, end) == offset ? end : LocalClock.FirstChange(zone, utc, end, offset);
        }

        return utc;
    }
}
