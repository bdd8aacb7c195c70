using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Days of a calendar, by their numbers from 1 January of the year 1.</summary>
internal readonly record struct BlackoutDays(int Start, int End, byte Weekdays)
{
    private const byte EveryDay = 0b111_1111;

    public static BlackoutDays Of(BlackoutOptions options)
    {
        byte weekdays = 0;
        foreach (DayOfWeek day in options.Weekdays)
        {
            weekdays |= (byte)(1 << (int)day);
        }

        return new(options.Dates?.Start.DayNumber ?? 0, options.Dates?.End.DayNumber ?? int.MaxValue, weekdays == 0 ? EveryDay : weekdays);
    }

    // 1 January of the year 1 was a Monday.
    public bool Has(int day) => day >= Start && day < End && ((Weekdays >> ((day + 1) % 7)) & 1) != 0;
}
