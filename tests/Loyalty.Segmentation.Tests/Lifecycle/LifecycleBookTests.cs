using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Lifecycle;

namespace Loyalty.Segmentation.Tests.Lifecycle;

public class LifecycleBookTests
{
    private static readonly CustomerId Guest = new(0);

    [Fact]
    public void Advance_DayByDay_TellsEachTransitionOnceWithItsReason()
    {
        int[] visits = [0, 9, 18, 27, 120];
        PurchaseHistory history = Histories.Of(visits.Select(d => (0, d, 1000)));
        LifecycleModel model = new(typicalRhythmDays: 9);
        LifecycleBook book = new();

        List<(int, string)> told = [];
        for (int day = 0; day <= 125; day++)
        {
            foreach (LifecycleTransition move in book.Advance(model, history.Summarise(Histories.Start.AddDays(day))))
            {
                told.Add((day, $"{move.From} → {move.To}: {move.Reason}"));
                Assert.Equal(Histories.Start.AddDays(day), move.Day);
            }
        }

        Assert.Equal(
        [
            (0, "None → New: the first purchase"),
            (9, "New → Developing: came again: 2 purchase days so far"),
            (27, "Developing → Active: comes every 9 days: 4 purchase days so far"),
            (41, "Active → Slipping: expected after 9 days, 14 passed"),
            (55, "Slipping → Lapsed: expected after 9 days, 28 passed"),
            (82, "Lapsed → Lost: expected after 9 days, 55 passed"),
            (120, "Lost → Returned: came back after 93 days away"),
        ], told);
        Assert.Equal(LifecycleStage.Returned, book[Guest]);
    }

    [Fact]
    public void Advance_ModelFittedAnewEachNight_DoesNotMakeAGuestFlip()
    {
        CustomerSummaries[] days = [.. Enumerable.Range(0, 30).Select(i => Histories.Visits(Histories.Start.AddDays(46 + i), 0))];
        LifecycleBook book = new();
        int flips = days.Select((day, i) => book.Advance(new LifecycleModel(i % 2 == 0 ? 30 : 32), day).Count).Sum();

        int naive = 0;
        LifecycleStage last = LifecycleStage.None;
        for (int i = 0; i < days.Length; i++)
        {
            LifecycleStage stage = new LifecycleModel(i % 2 == 0 ? 30 : 32).StageOf(days[i], Guest).Stage;
            naive += stage == last ? 0 : 1;
            last = stage;
        }

        Assert.Equal(1, flips);
        Assert.True(naive >= 3, $"Without the margin the guest would have moved {naive} times.");
    }

    [Fact]
    public void StageAfter_RhythmsWithinTheMargin_OnlyAVisitBringsBack() => Prop.ForAll(
        Histories.Receipts, Gen.Choose(900, 1000).ListOf(45).ToArbitrary(), (receipts, rhythms) =>
        {
            PurchaseHistory history = Histories.Of(receipts.Select(r => r with { Cents = Math.Abs(r.Cents) + 1 }));
            LifecycleBook book = new();
            for (int day = 0; day < 45; day++)
            {
                // From 9 to 10 days: silence in rhythms moves by at most a tenth.
                CustomerSummaries summaries = history.Summarise(Histories.Start.AddDays(day));
                foreach (LifecycleTransition move in book.Advance(new LifecycleModel(rhythms[day] / 100.0), summaries))
                {
                    bool quieter = Quietness(move.To) > Quietness(move.From);
                    bool visited = summaries[move.Customer].RecencyDays == 0;
                    Assert.True(quieter || visited, $"On day {day} {move.From} → {move.To} without a visit.");
                }
            }
        }).Check(Histories.Fixed);

    [Fact]
    public void StageAfter_RhythmFarLonger_BringsBackWithoutAVisitAndSaysSo()
    {
        CustomerSummaries summaries = Histories.Visits(Histories.Start.AddDays(50), 0);
        LifecycleBook book = new();
        book.Advance(new LifecycleModel(30), summaries);
        Assert.Equal(LifecycleStage.Slipping, book[Guest]);
        LifecycleResult held = new LifecycleModel(35).StageAfter(summaries, Guest, LifecycleStage.Slipping, summaries.AsOf);
        Assert.Equal((LifecycleStage.Slipping, true, 1.5), (held.Stage, held.IsHeld, held.Threshold));

        LifecycleTransition back = Assert.Single(book.Advance(new LifecycleModel(60), summaries));

        Assert.Equal((LifecycleStage.New, false), (back.To, back.Visited));
        Assert.Equal("expected after 60 days by today's rhythm, and only 50 passed", back.Reason);
        Assert.Empty(book.Advance(new LifecycleModel(60), summaries));
    }

    [Fact]
    public void StageAfter_Returned_StaysSoUntilTheNextVisit()
    {
        LifecycleModel often = new(30);
        LifecycleModel seldom = new(60);
        CustomerSummaries back = Histories.Visits(Histories.Start.AddDays(205), 0, 30, 60, 90, 200);
        Assert.Equal((LifecycleStage.Returned, LifecycleStage.Active), (often.StageOf(back, Guest).Stage, seldom.StageOf(back, Guest).Stage));
        DateOnly seen = Histories.Start.AddDays(203);
        Assert.Equal(LifecycleStage.Returned, seldom.StageAfter(back, Guest, LifecycleStage.Returned, seen).Stage);
        Assert.Equal(LifecycleStage.Active, often.StageAfter(back, Guest, LifecycleStage.Active, seen).Stage);
        Assert.Equal(LifecycleStage.Returned, often.StageAfter(back, Guest, LifecycleStage.Active, seen.AddDays(-4)).Stage);
    }

    [Fact]
    public void Advance_EverythingBroughtBack_TellsThatNothingIsLeft()
    {
        PurchaseHistory history = Histories.Of([(0, 0, 500)]);
        LifecycleBook book = new();
        book.Advance(new LifecycleModel(30), history.Summarise(Histories.Start));
        LifecycleTransition gone = Assert.Single(book.Advance(new LifecycleModel(30), Histories.Of([(0, 0, -500)]).Summarise(Histories.Start.AddDays(3))));
        Assert.Equal((LifecycleStage.None, "nothing is left of what was bought"), (gone.To, gone.Reason));
    }

    [Fact]
    public void ToBytes_Book_IsReadAgainAndDamageIsRefused()
    {
        LifecycleBook book = new();
        book.Advance(new LifecycleModel(30), Histories.Of([(0, 0, 500), (2, 0, 500), (2, 20, 500)]).Summarise(Histories.Start.AddDays(70)));
        byte[] bytes = book.ToBytes();

        LifecycleBook again = LifecycleBook.FromBytes(bytes);

        Assert.Equal((book.AsOf, book[Guest], book[new CustomerId(2)]), (again.AsOf, again[Guest], again[new CustomerId(2)]));
        Assert.Equal(bytes, again.ToBytes());
        Assert.Equal(12 + 3 + 8, bytes.Length);
        Assert.Null(LifecycleBook.FromBytes(new LifecycleBook().ToBytes()).AsOf);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x21;
            Assert.Throws<FormatException>(() => LifecycleBook.FromBytes(damaged));
            Assert.Throws<FormatException>(() => LifecycleBook.FromBytes(bytes.AsSpan(0, i)));
        }

        bytes[12] = 8;
        BitConverter.TryWriteBytes(bytes.AsSpan(15), StableHash.XxHash64(bytes.AsSpan(0, 15)));
        Assert.Contains("does not exist", Assert.Throws<FormatException>(() => LifecycleBook.FromBytes(bytes)).Message, StringComparison.Ordinal);
        byte[] newer = again.ToBytes();
        newer[3] = 2;
        Assert.Contains("is of version 2; this library reads version 1", Assert.Throws<FormatException>(() => LifecycleBook.FromBytes(newer)).Message, StringComparison.Ordinal);
        again.Erase(Guest);
        again.Erase(new CustomerId(99));
        Assert.Equal(LifecycleStage.None, again[Guest]);
    }

    [Fact]
    public void Advance_EarlierDay_IsRefusedAndNothingChanges()
    {
        LifecycleBook book = new();
        book.Advance(new LifecycleModel(30), Histories.Visits(Histories.Start.AddDays(50), 0));
        byte[] before = book.ToBytes();
        Assert.Throws<ArgumentException>(() => book.Advance(new LifecycleModel(30), Histories.Visits(Histories.Start.AddDays(49), 0)));
        Assert.Equal(before, book.ToBytes());
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifecycleModel(30).StageAfter(Histories.Visits(Histories.Start, 0), Guest, LifecycleStage.New, Histories.Start.AddDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifecycleOptions { ReturnMargin = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifecycleOptions { ReturnMargin = double.NaN });
    }

    [Fact]
    public void CategoryRhythms_BreadAndPaint_JudgeTheSameSilenceDifferently()
    {
        (Category bread, Category paint, Category rare) = (new("bread"), new("paint"), new("rare"));
        PurchaseHistory loaves = Histories.Of(Enumerable.Range(0, 40).SelectMany(row => Enumerable.Range(0, 5).Select(week => (row, week * 7, 300))));
        PurchaseHistory tins = Histories.Of(Enumerable.Range(0, 40).SelectMany(row => new[] { (row, 0, 9000), (row, 90, 9000) }));
        PurchaseHistory few = Histories.Of(Enumerable.Range(0, CategoryRhythms.FewestGuests - 1).SelectMany(row => new[] { (row, 0, 9000), (row, 1, 9000) }));
        DateOnly asOf = Histories.Start.AddDays(130);
        PurchaseHistory everything = Histories.Of([]);
        everything.MergeWith(loaves);
        everything.MergeWith(tins);

        CategoryRhythms rhythms = CategoryRhythms.Fit(everything.Summarise(asOf), new Dictionary<Category, CustomerSummaries>
        {
            [bread] = loaves.Summarise(asOf),
            [paint] = tins.Summarise(asOf),
            [rare] = few.Summarise(asOf),
        });

        Assert.Equal((7.0, 90.0), (rhythms.ModelOf(bread).TypicalRhythmDays, rhythms.ModelOf(paint).TypicalRhythmDays));
        Assert.Equal(LifecycleModel.Fit(everything.Summarise(asOf)).TypicalRhythmDays, rhythms.ModelOf(rare).TypicalRhythmDays);
        Assert.Equal((true, false, false), (rhythms.HasOwn(paint), rhythms.HasOwn(rare), rhythms.HasOwn(new Category("unheard"))));
        Assert.Equal(LifecycleStage.Lost, rhythms.ModelOf(bread).StageOf(loaves.Summarise(Histories.Start.AddDays(28 + 45)), Guest).Stage);
        Assert.Equal(LifecycleStage.Developing, rhythms.ModelOf(paint).StageOf(tins.Summarise(Histories.Start.AddDays(90 + 45)), Guest).Stage);
    }

    private static int Quietness(LifecycleStage stage) => stage switch { LifecycleStage.Slipping => 1, LifecycleStage.Lapsed => 2, LifecycleStage.Lost => 3, _ => 0 };
}
