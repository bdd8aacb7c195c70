using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>An offer as bytes: every field in a fixed order, sets sorted, so that equal offers give equal bytes.</summary>
internal static class OfferRecord
{
    public static void Write(RecordWriter to, Offer offer)
    {
        to.Text(offer.Id.Value);
        to.Byte((byte)offer.Activation);
        to.Byte((byte)offer.Stacking);
        to.Int(offer.Priority);
        to.OptionalText(offer.FundedBy);
        to.OptionalLong(offer.From?.UtcTicks);
        to.OptionalLong(offer.To?.UtcTicks);
        byte days = 0;
        foreach (DayOfWeek day in offer.Days)
        {
            days |= (byte)(1 << (int)day);
        }

        to.Byte(days);
        to.Int(offer.Hours?.FromMinute ?? -1);
        to.Int(offer.Hours?.ToMinute ?? -1);
        // What is written out and says nothing is as good as left out.
        Requirement? required = offer.Requires is { MinSpend: 0, MinQuantity: 0, Items: null } ? null : offer.Requires;
        to.Flag(required is not null);
        if (required is { } requires)
        {
            to.Long(requires.MinSpend);
            to.Decimal(requires.MinQuantity);
            SelectorRecord.WriteOptional(to, requires.Items);
        }

        SelectorRecord.WriteOptional(to, offer.Target);
        OfferLimits? limited = offer.Limits is { PerReceipt: null, MaxDiscount: null, MaxUnits: null } ? null : offer.Limits;
        to.Flag(limited is not null);
        if (limited is { } limits)
        {
            to.OptionalLong(limits.PerReceipt);
            to.OptionalLong(limits.MaxDiscount);
            to.OptionalLong(limits.MaxUnits);
            to.Byte((byte)limits.UnitOrder);
        }

        RewardRecord.Write(to, offer.Reward);
        SelectorRecord.Write(to, offer.Codes, static code => code);
        SelectorRecord.Write(to, offer.Guests, static guest => guest);
    }

    public static Offer Read(ReadOnlySpan<byte> bytes)
    {
        RecordReader from = new(bytes);
        OfferId id = new(from.Text());
        Activation activation = (Activation)from.Byte();
        Stacking stacking = (Stacking)from.Byte();
        int priority = from.Int();
        string? fundedBy = from.OptionalText();
        DateTimeOffset? begins = ReadInstant(ref from);
        DateTimeOffset? ends = ReadInstant(ref from);
        DayOfWeek[] days = ReadDays(from.Byte());
        int opens = from.Int();
        int closes = from.Int();
        Requirement? requires = !from.Flag() ? null : new Requirement
        {
            MinSpend = from.Long(),
            MinQuantity = from.Decimal(),
            Items = SelectorRecord.ReadOptional(ref from),
        };
        Selector? target = SelectorRecord.ReadOptional(ref from);
        OfferLimits? limits = !from.Flag() ? null : new OfferLimits
        {
            PerReceipt = (int?)from.OptionalLong(),
            MaxDiscount = from.OptionalLong(),
            MaxUnits = (int?)from.OptionalLong(),
            UnitOrder = (UnitOrder)from.Byte(),
        };
        return new Offer
        {
            Id = id,
            Reward = RewardRecord.Read(ref from),
            Activation = activation,
            Stacking = stacking,
            Priority = priority,
            FundedBy = fundedBy,
            From = begins,
            To = ends,
            Days = days,
            Hours = opens < 0 ? null : new DailyHours(opens, closes),
            Requires = requires,
            Target = target,
            Limits = limits,
            Codes = from.Names(static name => name),
            Guests = from.Names(static name => name),
        };
    }

    private static DateTimeOffset? ReadInstant(ref RecordReader from) => from.OptionalLong() is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    private static DayOfWeek[] ReadDays(byte bits)
    {
        List<DayOfWeek> days = [];
        for (int day = 0; day < 7; day++)
        {
            if ((bits & (1 << day)) != 0)
            {
                days.Add((DayOfWeek)day);
            }
        }

        return [.. days];
    }
}
