using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Core.Statistics;
using Loyalty.Offers.Experiments;

namespace Loyalty.Offers.Tests.Experiments;

public class ExperimentTests
{
    // Published in docs/offers/experiments.md; computed apart, from the definitions.
    [Theory]
    [InlineData("42", "bdd732262feb6e95", "8f13126427bbc197", "9cf7913953d42b50")]
    [InlineData("0", "e220a8397b1dcdaf", "89f0f2e92d56b7ce", "f28e751cd158438e")]
    [InlineData("-7", "6c1e186443822970", "7db99fbaf0b519c4", "af68f7361af6dc9c")]
    [InlineData("042", "c6fe294ba1947579", "4e524b82d8e1a6c1", "df9189455176238b")]
    [InlineData("guest-1", "81c6e103f0d3764f", "4e9986f500abd6cb", "f2ad7b357a46a635")]
    [InlineData("Анна", "d4d14b4cabd9bc34", "88e4c6137b7fd09b", "59bc5145ef6383a1")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", "7d834131635238b4", "a34bdddec4703b32", "05a9aba55b0a2603")]
    [InlineData("9223372036854775807", "2a67d7552e039ea7", "8934d3945cae5c90", "899a416827b27ada")]
    [InlineData("9223372036854775808", "3f4a8fcea23d52a3", "da69b5a76fc2b96c", "a2f44d47feeb8b6b")]
    public void PointOf_PublishedVectors_AreReproduced(string key, string hash, string spring, string permanent)
    {
        GuestKey guest = GuestKey.Of(key);

        Assert.Equal(hash, guest.ToString());
        Assert.Equal(Convert.ToUInt64(spring, 16), new Experiment("spring-2026", 0.1m).PointOf(guest));
        Assert.Equal(Convert.ToUInt64(permanent, 16), new Experiment("permanent-control", 0.1m).PointOf(guest));
    }

    [Fact]
    public void Of_NumberGuidAndTheirTexts_AreOneGuestAsInTheDirectory()
    {
        CustomerDirectory directory = new();
        Prop.ForAll<DoNotSize<long>, Guid>((drawn, guid) =>
        {
            long number = drawn.Item;
            string text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);

            Assert.Equal(GuestKey.Of(number), GuestKey.Of(text));
            Assert.Equal(GuestKey.Of(number), GuestKey.OfUtf8(System.Text.Encoding.UTF8.GetBytes(text)));
            Assert.Equal(GuestKey.Of(guid), GuestKey.Of(guid.ToString()));
            foreach (string other in new[] { "0" + text, "+" + text, text + "0", text + " ", guid.ToString().ToUpperInvariant() })
            {
                bool sameInDirectory = directory.GetOrAdd(number) == directory.GetOrAdd(other) || directory.GetOrAdd(guid) == directory.GetOrAdd(other);
                Assert.Equal(sameInDirectory, GuestKey.Of(number) == GuestKey.Of(other) || GuestKey.Of(guid) == GuestKey.Of(other));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void GroupOf_AMillionGuests_SplitsEvenly()
    {
        Experiment experiment = new("even", 0.25m, arms: 3);
        long[] counts = new long[4];
        for (int i = 0; i < 1_000_000; i++)
        {
            counts[experiment.GroupOf(GuestKey.Of(i))]++;
        }

        Assert.InRange(ChiSquare(counts, 250_000), 0, 16.3); // p = 0.001 at 3 degrees of freedom
        Assert.True(ChiSquared.UpperTail(ChiSquare(counts, 250_000), 3) > 0.001);
    }

    [Fact]
    public void IsControl_TwoCampaignsAndThePermanentControl_ArePairwiseIndependent()
    {
        string[] salts = ["campaign-1", "campaign-2", "permanent"];
        Experiment[] experiments = [.. salts.Select(s => new Experiment(s, 0.5m))];
        for (int a = 0; a < 3; a++)
        {
            for (int b = a + 1; b < 3; b++)
            {
                long[] cells = new long[4];
                for (int i = 0; i < 200_000; i++)
                {
                    GuestKey guest = GuestKey.Of("guest-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    cells[(experiments[a].IsControl(guest) ? 2 : 0) + (experiments[b].IsControl(guest) ? 1 : 0)]++;
                }

                Assert.InRange(ChiSquare(cells, 50_000), 0, 16.3);
            }
        }
    }

    [Fact]
    public void IsControl_RaisingTheShare_OnlyMovesGuestsIntoControl() => Prop.ForAll<DoNotSize<long>, byte, byte>((key, one, other) =>
    {
        decimal low = Math.Min(one, other) / 255m;
        decimal high = Math.Max(one, other) / 255m;
        GuestKey guest = GuestKey.Of(key.Item);

        Assert.True(!new Experiment("s", low).IsControl(guest) || new Experiment("s", high).IsControl(guest));
        Assert.Equal(new Experiment("s", low, 3).IsControl(guest), new Experiment("s", low, 3).GroupOf(guest) == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsControl_ShareZeroAndOne_AreNobodyAndEverybody()
    {
        for (long i = 0; i < 1_000; i++)
        {
            Assert.False(new Experiment("s", 0).IsControl(GuestKey.Of(i)));
            Assert.True(new Experiment("s", 1).IsControl(GuestKey.Of(i)));
            Assert.Equal(0, new Experiment("s", 1, 4).GroupOf(GuestKey.Of(i)));
            Assert.InRange(new Experiment("s", 0, 4).GroupOf(GuestKey.Of(i)), 1, 4);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1_000)]
    public void GroupOf_ManyArms_IsTheShareInWhichThePointLies(int arms)
    {
        Experiment experiment = new("many", 0.2m, arms);
        for (long i = 0; i < 20_000; i++)
        {
            double place = experiment.PointOf(GuestKey.Of(i)) / Math.Pow(2, 64);

            Assert.Equal(place < 0.2 ? 0 : 1 + (int)((place - 0.2) / 0.8 * arms), experiment.GroupOf(GuestKey.Of(i)));
        }
    }

    [Fact]
    public void GroupOf_TextNumberAndGuid_AllocatesNothing()
    {
        Experiment experiment = new("s", 0.1m, 3);
        Guid guid = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");
        int sum = 0;

        Assert.Equal(0, Allocated.Bytes(() =>
            sum += experiment.GroupOf(GuestKey.Of("guest-12345")) + experiment.GroupOf(GuestKey.Of("12345")) + experiment.GroupOf(GuestKey.Of(12345)) + experiment.GroupOf(GuestKey.Of(guid))));
    }

    [Fact]
    public void Experiment_BadInput_IsRefusedWithRangeAndCure()
    {
        Assert.Throws<ArgumentException>(() => new Experiment("", 0.1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Experiment("s", -0.01m));
        Assert.Contains("0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Experiment("s", 1.01m)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Experiment("s", 0.1m, 0));
        Assert.Throws<ArgumentException>(() => GuestKey.Of(""));
    }

    [Fact]
    public void Draw_AnyOrder_DrawsExactlySoManyAndTheSameOnes()
    {
        Experiment experiment = new("draw", 0.1m);
        GuestKey[] guests = [.. Enumerable.Range(0, 500).Select(i => GuestKey.Of(i))];
        bool[] drawn = new bool[500];
        bool[] turned = new bool[500];
        for (int count = 0; count <= 500; count += 50)
        {
            ExactDraw.Draw(experiment, guests, count, drawn);
            ExactDraw.Draw(experiment, [.. guests.Reverse()], count, turned);

            Assert.Equal(count, drawn.Count(d => d));
            Assert.Equal(drawn, turned.Reverse());
        }
    }

    [Fact]
    public void Draw_BadInput_IsRefused()
    {
        Experiment experiment = new("draw", 0.1m);
        GuestKey[] guests = [GuestKey.Of(1), GuestKey.Of(2)];

        Assert.Throws<ArgumentOutOfRangeException>(() => ExactDraw.Draw(experiment, guests, 3, new bool[2]));
        Assert.Throws<ArgumentException>(() => ExactDraw.Draw(experiment, guests, 1, new bool[1]));
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => ExactDraw.Draw(experiment, [GuestKey.Of(1), GuestKey.Of("1")], 1, new bool[2])).Message, StringComparison.Ordinal);
    }

    private static double ChiSquare(long[] counts, double expected) => counts.Sum(c => (c - expected) * (c - expected) / expected);
}
