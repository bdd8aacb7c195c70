using System.Diagnostics;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
namespace Loyalty.ContactPolicy.Tests.Arbitration;
public class TmpTests(ITestOutputHelper o)
{
    [Fact]
    public void Distribution()
    {
        Dictionary<string,int> d = [];
        for (ulong s = 0; s < 1500; s++) {
            GuestCase one = GuestCase.Of(SplitMix64.Mix(s));
            var r = one.Arbiter(1_000_000_000).Choose(one.Period, one.Candidates, one.History);
            foreach (var l in r.LeftOut) d[l.Reason + (l.DisplacedBy.Count > 1 ? "2" : "")] = d.GetValueOrDefault(l.Reason + (l.DisplacedBy.Count > 1 ? "2" : "")) + 1;
            d["chosen" + r.Chosen.Count] = d.GetValueOrDefault("chosen" + r.Chosen.Count) + 1;
        }
        foreach (var k in d.OrderBy(k => k.Key)) o.WriteLine(k.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Twenty(bool perChannel)
    {
        string json = perChannel ? """
            { "timeZone": "Europe/Kyiv", "quietHours": [{ "from": "21:00", "to": "09:00" }],
              "caps": [{ "id": "sms", "channels": ["sms"], "max": 1, "window": "7d" }, { "id": "email-day", "channels": ["email"], "max": 1, "window": "calendar-day" }, { "id": "push-day", "channels": ["push"], "max": 1, "window": "calendar-day" },
               { "id": "week", "kinds": ["promo"], "max": 4, "window": "7d" }, { "id": "each", "kinds": ["promo"], "partners": "each", "max": 2, "window": "7d" }],
              "minimumGap": [{ "gap": "4h" }], "exempt": ["transactional"] }
            """ : """
            { "timeZone": "Europe/Kyiv", "quietHours": [{ "from": "21:00", "to": "09:00" }],
              "caps": [{ "id": "day", "max": 1, "window": "calendar-day" }, { "id": "week", "kinds": ["promo"], "max": 3, "window": "7d" }, { "id": "each", "kinds": ["promo"], "partners": "each", "max": 1, "window": "7d" }],
              "minimumGap": [{ "gap": "4h" }], "exempt": ["transactional"] }
            """;
        ContactGate gate = new(ContactMatrix.Parse(json));
        Arbiter a = new(gate);
        SplitMix64 random = new(7);
        long steps = 0; int opt = 0; long worst = 0; double t = 0, tw = 0; 
        Arbiter g0 = new(gate, new ArbitrationOptions { MostSteps = 0 });
        decimal net = 0, gnet = 0;
        for (int g = 0; g < 60; g++) {
            double[] w = new double[168]; for (int i = 0; i < 168; i++) w[i] = 1 + random.Below(9);
            List<MessageCandidate> c = [];
            for (int i = 0; i < 20; i++) c.Add(new MessageCandidate { Id = "m" + i, Partner = new("p" + random.Below(6)), Channel = random.Below(3) switch { 0 => Channel.Sms, 1 => Channel.Email, _ => Channel.Push }, Kind = random.Below(5) == 0 ? ContactKind.Survey : ContactKind.Promo, Value = 50 + random.Below(500), Propensity = 0.01 + random.Below(100) / 500.0, ExpiresAt = random.Below(3) == 0 ? Given.At("2026-06-08T00:00Z").AddHours(random.Below(168)) : null });
            Contact[] h = [.. Enumerable.Range(0, 8).Select(i => Given.Sent("2026-06-07T12:00Z", Channel.Email, new("p" + i)) with { At = Given.At("2026-06-07T12:00Z").AddHours(-random.Below(400)) })];
            GuestPeriod p = new() { From = Given.At("2026-06-07T21:00Z"), To = Given.At("2026-06-14T21:00Z"), Hours = FavouriteHours.Of(w), CostOfOneMore = 2 };
            long t0 = Stopwatch.GetTimestamp();
            var r = a.Choose(p, c, h);
            double e = Stopwatch.GetElapsedTime(t0).TotalMilliseconds; 
            if (g > 0) { t += e; tw = Math.Max(tw, e); }
            steps += r.Steps; worst = Math.Max(worst, r.Steps); opt += r.IsOptimal ? 1 : 0; net += r.Net; gnet += g0.Choose(p, c, h).Net;
        }
        o.WriteLine($"{perChannel} mean {steps / 60} worst {worst} optimal {opt}/60 mean ms {t / 59} worst {tw} net {net} greedy {gnet}");
    }
}
