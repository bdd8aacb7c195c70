using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Demo;

/// <summary>What became of a message.</summary>
/// <param name="Message">The message as it was planned.</param>
/// <param name="Decision">The last decision about it.</param>
/// <param name="Waited">Whether it was put off at first.</param>
internal readonly record struct MessageFate(Message Message, ContactDecision Decision, bool Waited)
{
    /// <summary>Whether it went, at once or later.</summary>
    public bool IsSent => Decision.IsAllowed;
}

/// <summary>(e) Three weeks of partners' campaigns pass one contact policy.</summary>
/// <param name="Matrix">The policy.</param>
/// <param name="Fates">What became of each message, in the order in which that was settled.</param>
/// <param name="Opened">The messages that were opened (simulated).</param>
/// <param name="CardOf">The guest whose load card is shown.</param>
/// <param name="Load">What reached that guest.</param>
/// <param name="Free">For each channel, what the policy says to one more promotion when the three weeks are over.</param>
internal sealed record ContactStep(
    ContactMatrix Matrix, IReadOnlyList<MessageFate> Fates, IReadOnlySet<string> Opened,
    Guest CardOf, GuestLoad Load, IReadOnlyList<(Channel Channel, ContactExplanation Explanation)> Free)
{
    /// <summary>The policy that all partners agreed on; made.</summary>
    public const string Policy = """
        { "timeZone": "Europe/London",
          "quietHours": [{ "channels": ["sms", "push"], "from": "21:00", "to": "09:00" }],
          "caps": [
            { "id": "promo-twice-a-week", "channels": ["*"], "kinds": ["promo"], "partners": "all-together", "max": 2, "window": "7d" },
            { "id": "sms-weekly", "channels": ["sms"], "kinds": ["*"], "partners": "all-together", "max": 1, "window": "7d" },
            { "id": "survey-quarter", "channels": ["*"], "kinds": ["survey"], "partners": "all-together", "max": 1, "window": "90d" },
            { "id": "push-daily", "channels": ["push"], "kinds": ["*"], "partners": "each", "max": 1, "window": "calendar-day" } ],
          "minimumGap": [{ "channels": ["*"], "gap": "4h" }],
          "exempt": ["transactional"] }
        """;

    /// <summary>How long a message that must wait is worth sending.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>When the three weeks are over.</summary>
    public static DateTimeOffset End => new(DemoPlan.Month.Start.AddDays(Campaigns.Days).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    /// <summary>The messages that went.</summary>
    public IEnumerable<Message> Sent => Fates.Where(d => d.IsSent).Select(d => d.Message);

    public static ContactStep Run(IReadOnlyList<Guest> guests, IReadOnlyList<Message> messages)
    {
        ContactMatrix matrix = ContactMatrix.Parse(Policy);
        DemoClock clock = new(messages[0].At);
        ContactLedger ledger = new(new ContactGate(matrix), clock, new ContactLedgerOptions { ExpectedCustomers = guests.Count });
        GuestZone[] zones = [.. guests.Select(g => GuestZone.Of(Zones.Of(g.Country)))];
        PriorityQueue<Message, (DateTimeOffset At, string Id)> queue = new(messages.Select(m => (m, (m.At, m.Id))), Order);
        List<MessageFate> fates = new(messages.Count);
        HashSet<string> opened = new(StringComparer.Ordinal);
        Dictionary<CustomerId, List<DateTimeOffset>> reached = [];
        while (queue.TryDequeue(out Message? message, out (DateTimeOffset At, string Id) turn))
        {
            clock.MoveTo(turn.At);
            ContactDecision decision = ledger.Reserve(message.Id, new ContactRequest(message.Guest, message.Partner, message.Channel, message.Kind, turn.At, zones[message.Guest.Index])).Decision;
            if (decision.NextAllowedAt is { } next && next <= message.At + Patience)
            {
                queue.Enqueue(message, (next, message.Id));
                continue;
            }

            fates.Add(new MessageFate(message, decision, turn.At > message.At));
            if (!decision.IsAllowed)
            {
                continue;
            }

            // The partner sends, and says so; then the guest opens the message, or does not.
            ledger.Confirm(message.Guest, message.Id);
            List<DateTimeOffset> before = reached.TryGetValue(message.Guest, out List<DateTimeOffset>? own) ? own : reached[message.Guest] = [];
            if (Reactions.Opens(message, before.Count(at => at > turn.At.AddDays(-7))))
            {
                ledger.MarkOpened(message.Guest, message.Id);
                opened.Add(message.Id);
            }

            before.Add(turn.At);
        }

        clock.MoveTo(End);
        Guest shown = guests[Busiest(fates).Index];
        DateTimeOffset since = new(DemoPlan.Month.Start.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new ContactStep(matrix, fates, opened, shown, ledger.Load(shown.Id, since),
            [.. Consents.Channels.Select(c => (c.Channel, ledger.Explain(new ContactRequest(shown.Id, DemoPlan.Shop, c.Channel, ContactKind.Promo, End, zones[shown.Id.Index]))))]);
    }

    private static Comparer<(DateTimeOffset At, string Id)> Order { get; } =
        Comparer<(DateTimeOffset At, string Id)>.Create((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id));

    /// <summary>The guest whom the most partners reached on the most channels, then one with a personal offer, then the most often; of equal ones the first.</summary>
    private static CustomerId Busiest(List<MessageFate> fates) => fates
        .Where(d => d.IsSent)
        .GroupBy(d => d.Message.Guest)
        .OrderByDescending(g => g.Select(d => (d.Message.Partner, d.Message.Channel)).Distinct().Count())
        .ThenByDescending(g => g.Any(d => d.Message.Campaign == Campaigns.Offers))
        .ThenByDescending(g => g.Count())
        .ThenBy(g => g.Key)
        .First().Key;
}
