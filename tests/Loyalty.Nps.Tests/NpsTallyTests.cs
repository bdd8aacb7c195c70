using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Nps.Tests;

public sealed class NpsTallyTests
{
    private static readonly Gen<Answer[]> Answers = Gen.Choose(0, 10).Select(v => new Answer(v)).ArrayOf();

    // 5 promoters, 2 passives, 3 detractors and 10 dismissed invitations: the score is 20, from answers alone.
    [Fact]
    public void Score_AnswersAlone_DismissedAreNotThere()
    {
        NpsTally tally = NpsTally.Of([.. new[] { 9, 10, 10, 9, 9, 7, 8, 0, 6, 3 }.Select(v => new Answer(v))]);
        Assert.Equal(20, tally.Score!.Value.Value);
        Assert.Equal((5, 2, 3), (tally.Promoters, tally.Passives, tally.Detractors));
    }

    [Fact]
    public void Score_NoAnswers_IsUndefinedAndNotZero()
    {
        Assert.Null(default(NpsTally).Score);
        Assert.Equal(0, NpsTally.Of(new Answer(9), new Answer(0)).Score!.Value.Value);
    }

    [Fact]
    public void Merge_TwoHalves_EqualOnePass() => Prop.ForAll(Answers.Two().ToArbitrary(), halves =>
    {
        NpsTally left = NpsTally.Of(halves.Item1);
        NpsTally right = NpsTally.Of(halves.Item2);
        NpsTally once = NpsTally.Of([.. halves.Item1, .. halves.Item2]);
        Assert.Equal(once, left.Merge(right));
        Assert.Equal(once, right.Merge(left));
        Assert.Equal(once.GetHashCode(), right.Merge(left).GetHashCode());
        Assert.Equal(once.Answers, once.Promoters + once.Passives + once.Detractors);
        for (int value = 0; value <= 10; value++)
        {
            Assert.Equal(halves.Item1.Concat(halves.Item2).LongCount(a => a.Value == value), once.CountOf(new Answer(value)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Remove_AnAddedAnswer_UndoesIt() => Prop.ForAll(Answers.ToArbitrary(), answers =>
    {
        NpsTally tally = NpsTally.Of(answers);
        Assert.Equal(tally, tally.Add(new Answer(4)).Remove(new Answer(4)));
        Assert.Equal(tally.Add(new Answer(4)), tally.Add(new Answer(4), 1));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Remove_WhatIsNotThere_Refuses()
    {
        Assert.Contains("no answer 7", Assert.Throws<InvalidOperationException>(() => default(NpsTally).Remove(new Answer(7))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(NpsTally).Add(new Answer(7), -1));
        Assert.NotEqual(default, default(NpsTally).Add(new Answer(0)));
    }

    [Fact]
    public void Add_Always_AllocatesNothing() => Assert.Equal(0, Allocated.Bytes(() =>
    {
        NpsTally tally = default;
        for (int i = 0; i < 1000; i++)
        {
            tally = tally.Add(new Answer(i % 11));
        }

        GC.KeepAlive(tally.Answers == 1000 ? null : "");
    }));
}
