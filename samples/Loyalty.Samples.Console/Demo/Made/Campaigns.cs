using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>Three weeks of what three partners would like to send if nobody stopped them; made.</summary>
internal static class Campaigns
{
    /// <summary>The campaign that carries the personal offers of this demo.</summary>
    public const string Offers = "personal offers";

    /// <summary>How many days the campaigns run from the first of the month.</summary>
    public const int Days = 21;

    private static readonly Plan[] Plans =
    [
        new("winter catalogue", DemoPlan.Shop, Channel.Email, ContactKind.Promo, [DayOfWeek.Tuesday], new TimeOnly(10, 0), 1),
        new("deal of the day", DemoPlan.Shop, Channel.Push, ContactKind.Promo, [DayOfWeek.Thursday, DayOfWeek.Saturday], new TimeOnly(18, 30), 0.7),
        new("morning coffee", DemoPlan.Coffee, Channel.Push, ContactKind.Promo, [DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday], new TimeOnly(8, 15), 0.8),
        new("cake on Saturday", DemoPlan.Coffee, Channel.Sms, ContactKind.Promo, [DayOfWeek.Friday], new TimeOnly(20, 40), 0.6),
        new("bean of the month", DemoPlan.Coffee, Channel.Email, ContactKind.Promo, [DayOfWeek.Wednesday], new TimeOnly(11, 30), 0.5),
        new("new books", DemoPlan.Books, Channel.Email, ContactKind.Promo, [DayOfWeek.Monday, DayOfWeek.Thursday], new TimeOnly(9, 30), 0.9),
        new("night reading", DemoPlan.Books, Channel.Sms, ContactKind.Promo, [DayOfWeek.Sunday], new TimeOnly(21, 45), 0.5),
        new("readers' survey", DemoPlan.Books, Channel.Email, ContactKind.Survey, [DayOfWeek.Wednesday], new TimeOnly(14, 0), 0.15),
    ];

    /// <summary>A campaign: who writes on which weekdays at what time (the matrix's clock) to which share of those who agreed.</summary>
    private sealed record Plan(string Name, PartnerId Partner, Channel Channel, ContactKind Kind, DayOfWeek[] Weekdays, TimeOnly Time, double Share);

    /// <summary>All messages, in order of time, then id.</summary>
    /// <param name="guests">Everybody.</param>
    /// <param name="withOffer">Who is to be told of a personal offer.</param>
    /// <param name="purchases">Real receipts in the three weeks: each is confirmed by a transactional e-mail.</param>
    public static IReadOnlyList<Message> Make(IReadOnlyList<Guest> guests, IReadOnlySet<CustomerId> withOffer, IEnumerable<(CustomerId Guest, DateTimeOffset At, string Receipt)> purchases)
    {
        List<Message> messages = [];
        foreach (Guest guest in guests)
        {
            if (withOffer.Contains(guest.Id))
            {
                SplitMix64 chance = DemoPlan.Chance(Offers, guest.Id.Index);
                Channel channel = Consents.Agreed(guest, DemoPlan.Shop, Channel.Email) ? Channel.Email : Channel.Push;
                Add(messages, Offers, guest, DemoPlan.Shop, channel, ContactKind.Promo, At(1, new TimeOnly(9, 0)).AddMinutes(chance.Below(90)));
            }

            foreach (Plan plan in Plans.Where(p => Consents.Agreed(guest, p.Partner, p.Channel)))
            {
                SplitMix64 chance = DemoPlan.Chance("campaign " + plan.Name, guest.Id.Index);
                for (int day = 1; day <= Days; day++)
                {
                    if (plan.Weekdays.Contains(At(day, plan.Time).DayOfWeek) && chance.NextDouble() < plan.Share)
                    {
                        Add(messages, plan.Name, guest, plan.Partner, plan.Channel, plan.Kind, At(day, plan.Time).AddMinutes(chance.Below(40)));
                    }
                }
            }
        }

        foreach ((CustomerId guest, DateTimeOffset at, string receipt) in purchases)
        {
            messages.Add(new Message("receipt-" + receipt, "receipt by e-mail", guest, DemoPlan.Shop, Channel.Email, ContactKind.Transactional, at.AddMinutes(1)));
        }

        messages.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id));
        return messages;
    }

    private static DateTimeOffset At(int day, TimeOnly time) => new(DemoPlan.Month.Start.AddDays(day - 1).ToDateTime(time), TimeSpan.Zero);

    private static void Add(List<Message> messages, string campaign, Guest guest, PartnerId partner, Channel channel, ContactKind kind, DateTimeOffset at) =>
        messages.Add(new Message(string.Create(CultureInfo.InvariantCulture, $"{campaign}-{guest.Id.Index}-{at:MMddHHmm}"), campaign, guest.Id, partner, channel, kind, at));
}
