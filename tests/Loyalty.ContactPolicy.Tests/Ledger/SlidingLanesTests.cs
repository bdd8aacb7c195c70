using System.Runtime.Intrinsics.X86;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Internal;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Ledger;

public class SlidingLanesTests
{
    private static readonly PartnerId[] Partners = [new("a"), new("b"), new("c")];
    private static readonly Channel[] Channels = [Channel.Email, Channel.Sms];
    private static readonly long Now = Given.At("2026-06-01T12:00Z").UtcTicks;

    [Fact]
    public void Allow_RandomWindowsAndContactsAtTheirEdges_IsWhatCountingByNameSaysByVectorAndByStep()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            SplitMix64 random = new(SplitMix64.Mix(seed));
            CapOptions[] caps = Caps(ref random);
            ContactMatrix matrix = new(new() { Caps = caps });
            (MatrixCell Cell, long Ticks)[] contacts = Contacts(ref random, matrix, caps);
            MatrixCell asking = matrix.Cell(Pick(ref random, Channels), ContactKind.Promo, Pick(ref random, Partners));
            bool expected = caps.Where(c => Has(c, asking)).All(c => contacts.Count(p => Now - p.Ticks < c.Window.Length.Ticks && Counts(c, p.Cell, asking.Partner)) < c.Max);
            PackedContact[] history = [.. contacts.Select((c, i) => Flagged(new PackedContact(c.Ticks, c.Cell.Index, reserved: i % 3 == 0), i))];
            SlidingLanes lanes = asking.First;
            if (!lanes.IsAll)
            {
                bool first = lanes.IsNone || lanes.Allow(matrix.Table, history, Now);
                return (asking.Sliding.Allow(matrix.Table, history, Now) == expected
                    && (first && asking.Sliding.Allow(matrix.Table, history, Now, walked: lanes.IsNone ? 0 : 1)) == expected).Label("several walks");
            }

            ulong rules = (ulong)random.Below(1 << 16) & matrix.Table.Masks(0)[asking.Index];
            if (caps.Length < 64 && Bmi2.X64.IsSupported && lanes.PlusAtOnce(0, rules) != lanes.PlusOneByOne(0, rules))
            {
                return false.Label("lanes");
            }

            bool byVector = !Bmi2.X64.IsSupported || lanes.AllowByVector(matrix.Table, history, Now) == expected;
            return (byVector && lanes.AllowByStep(matrix.Table, history, Now) == expected).Label($"vector {byVector}, expected {expected}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), property);
    }

    [Fact]
    public void First_WhateverElseMustBeAsked_IsNotAll()
    {
        static MatrixCell Cell(string json) => ContactMatrix.Parse(json).Cell(Channel.Email, ContactKind.Promo, Partners[0]);
        const string Cap = """ "caps": [{ "id": "two", "max": 2, "window": "7d" }] """;
        Assert.True(Cell("{" + Cap + "}").First.IsAll);
        string[] more =
        [
            "\"quietHours\": [{ \"from\": \"21:00\", \"to\": \"09:00\" }]", "\"exempt\": [\"promo\"]", "\"consent\": [{ \"purpose\": \"marketing\" }]",
            "\"minimumGap\": [{ \"gap\": \"1h\", \"segments\": [\"vip\"] }]", "\"blackouts\": [{ \"weekdays\": [\"sunday\"] }]",
        ];
        Assert.All(more, m => Assert.False(Cell("{" + m + "," + Cap + "}").First.IsAll, m));
        string[] caps = ["\"max\": 0, \"window\": \"7d\"", "\"max\": 128, \"window\": \"7d\"", "\"max\": 3, \"window\": \"calendar-month\""];
        Assert.All(caps, c => Assert.False(Cell("""{ "caps": [{ "id": "two", "max": 2, "window": "7d" }, { "id": "other", """ + c + " }] }").First.IsAll, c));
    }

    private static PackedContact Flagged(PackedContact contact, int i) => i % 2 == 0 ? contact.Opened() : contact;

    private static CapOptions[] Caps(ref SplitMix64 random)
    {
        // Rules that concern nobody who asks move the others to further words.
        int strangers = random.Below(3) == 0 ? 30 + random.Below(70) : 0;
        List<CapOptions> caps = [.. Enumerable.Range(0, strangers).Select(i => new CapOptions { Id = $"x{i}", Channels = [new($"x{i}")], Max = 1, Window = ContactWindow.Days(7) })];
        int count = 1 + random.Below(10);
        for (int i = 0; i < count; i++)
        {
            caps.Add(new CapOptions
            {
                Id = $"c{i}",
                Channels = random.Below(3) == 0 ? [Pick(ref random, Channels)] : [new("*")],
                Partners = random.Below(3) switch { 0 => CapPartners.Each, 1 => CapPartners.Of(Partners[0], Partners[1]), _ => CapPartners.AllTogether },
                Max = random.Below(6) == 0 ? 127 : 1 + random.Below(8),
                Window = ContactWindow.Hours(1 + random.Below(random.Below(3) == 0 ? 5_000 : 100)),
            });
        }

        return [.. caps];
    }

    private static (MatrixCell Cell, long Ticks)[] Contacts(ref SplitMix64 random, ContactMatrix matrix, CapOptions[] caps)
    {
        (MatrixCell Cell, long Ticks)[] contacts = new (MatrixCell, long)[random.Below(random.Below(4) == 0 ? 300 : 20)];
        for (int i = 0; i < contacts.Length; i++)
        {
            PartnerSet carried = random.Below(20) == 0 ? [Pick(ref random, Partners), Pick(ref random, Partners)] : [];
            long edge = caps[^(1 + random.Below(Math.Min(3, caps.Length)))].Window.Length.Ticks;
            long age = random.Below(4) switch
            {
                0 => edge + random.Below(3) - 1,
                1 => -random.Below(1_000_000),
                _ => random.Below(200) * TimeSpan.TicksPerHour,
            };
            contacts[i] = (matrix.Cell(Pick(ref random, Channels), ContactKind.Promo, Pick(ref random, Partners), carried), Now - age);
        }

        return [.. contacts.OrderBy(c => c.Ticks)];
    }

    private static bool Has(CapOptions cap, MatrixCell cell) =>
        (cap.Channels.Contains(cell.Channel) || cap.Channels.Contains(new("*"))) && (cap.Partners.Listed is not { } listed || Of(cell).Any(listed.Contains));

    private static bool Counts(CapOptions cap, MatrixCell cell, PartnerId asking) => Has(cap, cell) && (!cap.Partners.IsEach || Of(cell).Contains(asking));

    private static PartnerId[] Of(MatrixCell cell) => [cell.Partner, .. cell.Carried];

    private static T Pick<T>(ref SplitMix64 random, T[] from) => from[random.Below(from.Length)];
}
