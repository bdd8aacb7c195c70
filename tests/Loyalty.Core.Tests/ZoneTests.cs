using System.Globalization;
using System.Text.Json;

namespace Loyalty.Core.Tests;

public sealed class ZoneTests
{
    private static readonly JsonElement Transitions = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Loyalty.Core.Tests", "Data", "timezone-vectors", "transitions.json")))
        .RootElement.GetProperty("transitions");

    public static TheoryData<string> Names => [.. Transitions.EnumerateObject().Select(z => z.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ToInstant_AroundEveryTransition_IsTheFirstInstantOrTheSkip(string name)
    {
        Zone zone = Zone.Get(name);
        foreach (JsonElement transition in Transitions.GetProperty(name).EnumerateArray())
        {
            DateTimeOffset at = DateTimeOffset.Parse(transition.GetProperty("utc").GetString()!, CultureInfo.InvariantCulture);
            TimeSpan before = TimeSpan.FromSeconds(transition.GetProperty("offset_before_s").GetInt32());
            TimeSpan after = TimeSpan.FromSeconds(transition.GetProperty("offset_after_s").GetInt32());
            if (before == after)
            {
                continue;
            }

            Assert.Equal(at.ToOffset(before).AddTicks(-1).DateTime, zone.ToLocal(at.AddTicks(-1)).DateTime);
            Assert.Equal(at.ToOffset(after).DateTime, zone.ToLocal(at).DateTime);
            DateTime clockBefore = (at.UtcDateTime + before);
            DateTime clockAfter = (at.UtcDateTime + after);
            if (transition.GetProperty("kind").GetString() == "gap")
            {
                foreach (DateTime skipped in new[] { clockBefore, clockBefore.AddTicks((clockAfter - clockBefore).Ticks / 2), clockAfter.AddTicks(-1), clockAfter })
                {
                    Assert.Equal(at, zone.ToInstant(skipped));
                }
            }
            else
            {
                foreach (DateTime twice in new[] { clockAfter, clockAfter.AddTicks((clockBefore - clockAfter).Ticks / 2), clockBefore.AddTicks(-1) })
                {
                    Assert.Equal(new DateTimeOffset(DateTime.SpecifyKind(twice, DateTimeKind.Unspecified), before), zone.ToInstant(twice));
                }

                Assert.Equal(at + (clockBefore - clockAfter), zone.ToInstant(clockBefore));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ToLocal_AskedInAnyOrder_SaysWhatTheDatabaseSays(string name)
    {
        Zone zone = Zone.Get(name);
        TimeZoneInfo database = TimeZoneInfo.FindSystemTimeZoneById(name);
        SplitMix64 random = new(9);
        DateTimeOffset[] changes = [.. Transitions.GetProperty(name).EnumerateArray().Select(t => DateTimeOffset.Parse(t.GetProperty("utc").GetString()!, CultureInfo.InvariantCulture))];
        for (int i = 0; i < 2_000; i++)
        {
            // Half of them within two days of a change, and so on days that are remembered and days that are not.
            DateTimeOffset instant = i % 2 == 0 && changes.Length > 0
                ? changes[random.Below(changes.Length)].AddSeconds(random.Below(345_600) - 172_800)
                : new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Below(2_000_000_000) * 3L);
            Assert.Equal(database.GetUtcOffset(instant), zone.ToLocal(instant).Offset);
            Assert.Equal(instant, zone.ToLocal(instant));
        }

        Assert.Equal(TimeZoneInfo.ConvertTime(DateTimeOffset.MaxValue, database), zone.ToLocal(DateTimeOffset.MaxValue));
        Assert.Equal(TimeZoneInfo.ConvertTime(DateTimeOffset.MinValue, database), zone.ToLocal(DateTimeOffset.MinValue));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ToInstant_OfALocalTime_IsNeverLaterThanTheInstantItCameFrom(string name)
    {
        Zone zone = Zone.Get(name);
        SplitMix64 random = new(5);
        for (int i = 0; i < 2_000; i++)
        {
            DateTimeOffset instant = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Below(500_000_000));
            DateTimeOffset back = zone.ToInstant(zone.ToLocal(instant).DateTime);
            Assert.True(back <= instant && instant - back <= TimeSpan.FromHours(2));
            Assert.Equal(zone.ToLocal(instant).DateTime, back.DateTime);
        }
    }

    [Fact]
    public void ToInstant_NightsInKyiv_LastNineAndElevenHours()
    {
        Zone kyiv = Zone.Get("Europe/Kyiv");
        Assert.Equal(TimeSpan.FromHours(9), kyiv.ToInstant(new DateTime(2026, 3, 29, 8, 0, 0)) - kyiv.ToInstant(new DateTime(2026, 3, 28, 22, 0, 0)));
        Assert.Equal(TimeSpan.FromHours(11), kyiv.ToInstant(new DateTime(2026, 10, 25, 8, 0, 0)) - kyiv.ToInstant(new DateTime(2026, 10, 24, 22, 0, 0)));
    }

    [Fact]
    public void ToInstant_TheDayThatSamoaSkipped_IsTheSkip()
    {
        Zone apia = Zone.Get("Pacific/Apia");
        Assert.Equal(new DateTimeOffset(2011, 12, 30, 10, 0, 0, TimeSpan.Zero), apia.ToInstant(new DateTime(2011, 12, 30, 12, 0, 0)));
    }

    [Theory]
    [InlineData("europe/berlin")]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("../etc/passwd")]
    [InlineData("localtime")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("W. Europe Standard Time")]
    public void TryGet_WhatTzdataDoesNotKnow_IsRefused(string? name)
    {
        Assert.False(Zone.TryGet(name, out Zone zone));
        Assert.Equal(Zone.Utc, zone);
    }

    [Fact]
    public void Equality_IsOfNames()
    {
        Assert.Equal(Zone.Get("Europe/Berlin"), Zone.Get("Europe/Berlin"));
        Assert.NotEqual(Zone.Get("Europe/Berlin"), Zone.Get("Europe/Paris"));
        Assert.Equal(Zone.Utc, Zone.Get("UTC"));
        Assert.Equal("UTC", default(Zone).Name);
        Assert.Equal(Zone.Get("Europe/Berlin").GetHashCode(), Zone.Get("Europe/Berlin").GetHashCode());
        Zone.RequireData();
    }

    [Fact]
    public void Get_UnknownName_SaysTheCure() =>
        Assert.Contains("Area/City", Assert.Throws<ArgumentException>(() => Zone.Get("MSK+3")).Message, StringComparison.Ordinal);
}
