using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Arbitration;

/// <summary>A random guest with a few candidates under a random matrix, and the slow way to choose among them.</summary>
internal sealed record GuestCase(Scenario Scenario, ContactGate Gate, GuestPeriod Period, IReadOnlyList<MessageCandidate> Candidates, Contact[] History)
{
    private static readonly Channel[] Channels = [Channel.Email, Channel.Sms, Channel.Push];
    private static readonly ContactKind[] Kinds = [ContactKind.Promo, ContactKind.Promo, ContactKind.Survey, ContactKind.Transactional];
    private static readonly PartnerId[] Partners = [new("a"), new("b"), new("c")];
    private static readonly TimeSpan Grid = TimeSpan.FromHours(6);

    public static GuestCase Of(ulong seed, int candidates = 4)
    {
        Scenario scenario = Scenario.Of(seed);
        SplitMix64 random = new(SplitMix64.Mix(seed + 1));
        DateTimeOffset from = scenario.Request.At.AddMinutes(-random.Below(24 * 60));
        double[] weights = new double[FavouriteHours.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = 1 + random.Below(4);
        }

        GuestPeriod period = new()
        {
            From = from,
            To = from.AddHours(30 + random.Below(30)),
            Zone = scenario.Request.Zone,
            Guest = scenario.Request.Guest,
            Hours = random.Below(3) == 0 ? FavouriteHours.Alike : FavouriteHours.Of(weights),
            CostOfOneMore = random.Below(3) * 4,
        };
        List<MessageCandidate> made = [];
        for (int i = 0; i < candidates; i++)
        {
            DateTimeOffset? earliest = random.Below(3) == 0 ? from.AddHours(random.Below(30)) : null;
            made.Add(new MessageCandidate
            {
                Id = $"m{i}",
                Partner = Partners[random.Below(3)],
                Carried = random.Below(5) == 0 ? [Partners[random.Below(3)]] : [],
                Channel = Channels[random.Below(3)],
                Kind = Kinds[random.Below(4)],
                Value = random.Below(5) * 25,
                Propensity = (1 + random.Below(4)) / 4.0,
                Priority = random.Below(3),
                Earliest = earliest,
                ExpiresAt = random.Below(3) == 0 ? from.AddHours(random.Below(40)) : null,
                Instants = random.Below(5) == 0 ? [from.AddHours(random.Below(40)), from.AddHours(random.Below(40))] : null,
            });
        }

        return new GuestCase(scenario, new ContactGate(new ContactMatrix(scenario.Matrix)), period, made, scenario.History);
    }

    /// <summary>A random guest over six weeks around the end of February, with caps and pairs over months, where contacts of a month's last days leave in another order than they came.</summary>
    public static GuestCase AtMonthsEnds(ulong seed)
    {
        SplitMix64 random = new(seed);
        DateTimeOffset from = new(2026, 1, 28, 0, 0, 0, TimeSpan.Zero);
        ContactMatrixOptions matrix = new()
        {
            Caps = [new() { Id = "month", Max = 1 + random.Below(3), Window = ContactWindow.Months(1) }, new() { Id = "promo", Kinds = [ContactKind.Promo], Max = 1, Window = ContactWindow.Days(3 + random.Below(28)) }],
            Pairs = random.Below(2) == 0 ? [] : [new() { Id = "pair", First = new() { Kinds = [ContactKind.Survey] }, Then = new() { Kinds = [ContactKind.Promo] }, Window = ContactWindow.Months(1) }],
        };
        MessageCandidate[] made = new MessageCandidate[5];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = new MessageCandidate
            {
                Id = $"m{i}",
                Partner = Partners[0],
                Channel = Channels[0],
                Kind = Kinds[1 + random.Below(2)],
                Value = 1 + random.Below(3),
                Propensity = 1,
                Instants = [from.AddHours(random.Below(96)), from.AddHours(random.Below(96)), from.AddDays(28).AddHours(random.Below(120)), from.AddDays(28).AddHours(random.Below(120))],
            };
        }

        return new GuestCase(Scenario.Of(seed) with { Matrix = matrix, Zone = "UTC" }, new ContactGate(new ContactMatrix(matrix)), new GuestPeriod { From = from, To = from.AddDays(42) }, made, []);
    }

    /// <summary>A random guest under rules that let most messages through: caps of two or more, a gap, pairs of which one holds both ways, blackouts and quiet hours together, on a night on which the clock may be changed.</summary>
    public static GuestCase Loose(ulong seed, int candidates = 6, int instants = 3)
    {
        Scenario scenario = Scenario.Of(seed);
        SplitMix64 random = new(SplitMix64.Mix(seed + 2));
        DateTimeOffset from = scenario.Request.At.AddMinutes(-random.Below(24 * 60));
        int survey = random.Below(3);
        ContactMatrixOptions matrix = new()
        {
            QuietHours = [new() { Id = "quiet", Channels = [Channel.Sms], From = new(21, 0), To = new(9, 0) }],
            Blackouts = [new() { Id = "black", Kinds = [ContactKind.Promo], Weekdays = [from.AddDays(random.Below(3)).DayOfWeek] }],
            MinimumGap = [new() { Id = "gap", Gap = TimeSpan.FromHours(2 + random.Below(7)) }],
            Pairs =
            [
                new() { Id = "either", First = new() { Partners = [Partners[0]] }, Then = new() { Partners = [Partners[1]] }, Window = ContactWindow.Hours(8 + random.Below(30)), BothWays = true },
                new() { Id = "first", First = new() { Kinds = [ContactKind.Survey] }, Then = new() { Kinds = [ContactKind.Promo] }, Window = survey == 0 ? ContactWindow.CalendarDay : ContactWindow.Hours(6 * survey) },
            ],
            Caps =
            [
                new() { Id = "day", Max = 2 },
                new() { Id = "each", Partners = CapPartners.Each, Max = 2, Window = ContactWindow.Days(2) },
                new() { Id = "all", Max = 3 + random.Below(3), Window = ContactWindow.Days(3) },
            ],
        };
        GuestPeriod period = new() { From = from, To = from.AddHours(72), Zone = scenario.Request.Zone, CostOfOneMore = random.Below(3) * 4 };
        MessageCandidate[] made = new MessageCandidate[candidates];
        for (int i = 0; i < made.Length; i++)
        {
            DateTimeOffset[] hours = new DateTimeOffset[instants];
            for (int k = 0; k < hours.Length; k++)
            {
                hours[k] = from.AddHours((24 * (k % 3)) + (3 * random.Below(8)));
            }

            made[i] = new MessageCandidate
            {
                Id = $"m{i}",
                Partner = Partners[random.Below(3)],
                Carried = random.Below(8) == 0 ? [Partners[random.Below(3)]] : [],
                Channel = Channels[random.Below(3)],
                Kind = Kinds[random.Below(3)],
                Value = 20 + random.Below(80),
                Propensity = (1 + random.Below(4)) / 4.0,
                Priority = random.Below(2),
                Instants = hours,
            };
        }

        return new GuestCase(scenario with { Matrix = matrix }, new ContactGate(new ContactMatrix(matrix)), period, made, [.. scenario.History.Take(2)]);
    }

    /// <summary>The same guest with every message worth a millionth of what it was, so that values differ by the least that counts.</summary>
    public GuestCase InMillionths() => this with { Candidates = [.. Candidates.Select(c => c with { Value = c.Value / 1_000_000 })], Period = Period with { CostOfOneMore = Period.CostOfOneMore / 1_000_000 } };

    public Arbiter Arbiter(int steps, double growth = 1) => new(Gate, new ArbitrationOptions { Grid = Grid, MostSteps = steps, CostGrowth = growth });

    /// <summary>The most that any admissible choice is worth.</summary>
    public decimal BestNet(int growth = 1)
    {
        (MessageCandidate Message, DateTimeOffset[] Instants)[] open =
            [.. Candidates.Where(c => !IsExempt(c)).Select(c => (c, Instants(c).Where(t => IsAllowed([(c, t)])).ToArray())).Where(c => c.Item2.Length > 0)];
        return Best(open, 0, [], growth);
    }

    private decimal Best((MessageCandidate Message, DateTimeOffset[] Instants)[] open, int next, List<(MessageCandidate, DateTimeOffset)> chosen, int growth)
    {
        if (next == open.Length)
        {
            return chosen.Select((c, i) => Worth(c.Item1, c.Item2) - ((decimal)Period.CostOfOneMore * (decimal)Math.Pow(growth, i))).Sum();
        }

        decimal best = Best(open, next + 1, chosen, growth);
        foreach (DateTimeOffset at in open[next].Instants)
        {
            chosen.Add((open[next].Message, at));
            if (IsAllowed(chosen))
            {
                best = Math.Max(best, Best(open, next + 1, chosen, growth));
            }

            chosen.RemoveAt(chosen.Count - 1);
        }

        return best;
    }

    /// <summary>Whether there are instants, worth something, at which all of some messages may go.</summary>
    public bool CanSendAll(IReadOnlyList<MessageCandidate> messages) => CanSendAll(messages, 0, []);

    private bool CanSendAll(IReadOnlyList<MessageCandidate> messages, int next, List<(MessageCandidate, DateTimeOffset)> chosen)
    {
        if (next == messages.Count)
        {
            return true;
        }

        foreach (DateTimeOffset at in Instants(messages[next]).Where(t => Worth(messages[next], t) > 0))
        {
            chosen.Add((messages[next], at));
            if (IsAllowed(chosen) && CanSendAll(messages, next + 1, chosen))
            {
                return true;
            }

            chosen.RemoveAt(chosen.Count - 1);
        }

        return false;
    }

    public decimal Worth(MessageCandidate message, DateTimeOffset at)
    {
        DateTimeOffset local = Clock(at);
        return (decimal)Math.Round(message.Value * message.Propensity * Period.Hours[local.DayOfWeek, local.Hour] * 1_000_000) / 1_000_000;
    }

    /// <summary>Whether the gate lets every message go, one after the other.</summary>
    public bool IsAllowed(IEnumerable<(MessageCandidate Message, DateTimeOffset At)> messages)
    {
        List<Contact> seen = [.. History];
        foreach ((MessageCandidate message, DateTimeOffset at) in messages.OrderBy(m => m.At).ThenByDescending(m => m.Message.Priority).ThenBy(m => m.Message.Id, StringComparer.Ordinal))
        {
            if (!Gate.Decide(Ask(message, at), [.. seen]).IsAllowed)
            {
                return false;
            }

            seen.Add(new Contact(Given.Anna, message.Partner, message.Channel, message.Kind, at) { Carried = message.Carried });
        }

        return true;
    }

    /// <summary>Whether what is said of a message that was left out is so.</summary>
    public bool IsTrue(ArbitrationResult result, LeftOutMessage left)
    {
        MessageCandidate message = left.Candidate;
        (MessageCandidate Candidate, DateTimeOffset At)[] chosen = [.. result.Chosen.Select(c => (c.Candidate, c.At))];
        DateTimeOffset[] instants = [.. Instants(message)];
        return left.Reason switch
        {
            LeftOutReason.Expired => message.ExpiresAt <= Period.From,
            LeftOutReason.NoInstant => instants.Length == 0,
            LeftOutReason.NoConsent => left.Rule == "consent0" && instants.All(t => !IsAllowed([(message, t)])),
            LeftOutReason.Refused => left.Rule is not null && left.Rule != "consent0" && instants.All(t => !IsAllowed([(message, t)])),
            LeftOutReason.NoWorth => instants.All(t => Worth(message, t) <= (decimal)Period.CostOfOneMore || !IsAllowed([.. chosen, (message, t)])),
            _ => left.Rule is not null && left.DisplacedBy.Count > 0 && instants.All(t => Worth(message, t) == 0 || !IsAllowed([.. chosen, (message, t)]))
                && chosen.Where(c => left.DisplacedBy.Contains(c.Candidate.Id)).ToArray() is var by && !IsAllowed([.. by, (message, left.At!.Value)])
                && by.All(b => IsAllowed([.. by.Where(o => o != b), (message, left.At!.Value)])),
        };
    }

    public bool IsExempt(MessageCandidate message) => Scenario.Matrix.Exempt.Contains(message.Kind);

    /// <summary>Every minute at which a message may go, looked at one by one.</summary>
    private IEnumerable<DateTimeOffset> Instants(MessageCandidate message)
    {
        DateTimeOffset earliest = message.Earliest > Period.From ? message.Earliest.Value : Period.From;
        DateTimeOffset expiry = message.ExpiresAt < Period.To ? message.ExpiresAt.Value : Period.To;
        for (DateTimeOffset at = earliest; at < expiry; at = at.AddMinutes(1))
        {
            if (message.Instants is { } own ? own.Contains(at) : Clock(at).TimeOfDay.Ticks % Grid.Ticks == 0)
            {
                yield return at;
            }
        }
    }

    private DateTimeOffset Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Scenario.Zone));

    private ContactRequest Ask(MessageCandidate message, DateTimeOffset at) =>
        new(Given.Anna, message.Partner, message.Channel, message.Kind, at, Period.Zone) { Guest = Period.Guest, Carried = message.Carried };
}
