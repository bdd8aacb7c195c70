using System.Collections.Immutable;
using Loyalty.Core;
using Loyalty.Nps.Feedback;

namespace Loyalty.Nps.Tests.Feedback;

public sealed class SorryBonusBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 6, 18, 0, 0, TimeSpan.Zero);
    private static readonly Currency Euro = new("EUR");
    private static readonly Category Bakery = new("bakery");

    private readonly SorryBonusBook book = new(new SorryBonusOptions(
        new BonusLimit(Euros(100), TimeSpan.FromDays(1)), new BonusLimit(Euros(50), TimeSpan.FromDays(90)), Euros(20))
    {
        PerCategory = ImmutableSortedDictionary<Category, BonusLimit>.Empty.Add(Bakery, new BonusLimit(Euros(30), TimeSpan.FromDays(7))),
    });

    [Fact]
    public void Request_SmallBonus_IsGrantedOnceForTheSameComplaint()
    {
        FeedbackCase complaint = Case("r1", 0);
        Assert.True(book.Request(complaint, Euros(10), "olga", Start).IsGranted);
        Assert.Equal(BonusOutcome.SameComplaint, book.Request(complaint, Euros(10), "olga", Start).Outcome);
        Assert.Equal(BonusOutcome.SameComplaint, book.Request(complaint, Euros(5), "ivan", Start.AddDays(400)).Outcome);
        Assert.Equal(Euros(10), book.GrantedFor("case:r1"));
    }

    [Fact]
    public void Request_AboveTheThreshold_NeedsASecondPairOfEyes()
    {
        FeedbackCase complaint = Case("r1", 0);
        Assert.True(book.Request(Case("r0", 9), Euros(20), "olga", Start).IsGranted);
        Assert.Equal(BonusOutcome.AwaitsApproval, book.Request(complaint, Euros(20) + new Money(1, Euro), "olga", Start).Outcome);
        Assert.Null(book.GrantedFor("case:r1"));
        Assert.Equal(BonusOutcome.SameOperator, book.Approve("case:r1", "olga").Outcome);
        Assert.Equal(BonusOutcome.Granted, book.Approve("case:r1", "ivan").Outcome);
        Assert.Equal(BonusOutcome.Unknown, book.Approve("case:r1", "ivan").Outcome);
        Assert.Equal(BonusOutcome.Unknown, book.Withdraw("case:r1", "ivan").Outcome);
        Assert.Equal(new Money(2001, Euro), book.GrantedFor("case:r1"));
    }

    [Fact]
    public void Request_OperatorsDay_IsBoundedAndSaysWhatIsLeft()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.True(book.Request(Case($"r{i}", i), Euros(19), "olga", Start.AddHours(i)).IsGranted);
        }

        BonusResult refused = book.Request(Case("r5", 5), Euros(6), "olga", Start.AddHours(5));
        Assert.Equal((BonusOutcome.OperatorLimit, Euros(5)), (refused.Outcome, refused.Left));
        Assert.True(book.Request(Case("r5", 5), Euros(5), "olga", Start.AddHours(5)).IsGranted);
        Assert.True(book.Request(Case("r6", 6), Euros(6), "ivan", Start.AddHours(5)).IsGranted);
        Assert.Equal(BonusOutcome.OperatorLimit, book.Request(Case("r7", 7), Euros(6), "olga", Start.AddHours(24).AddTicks(-1)).Outcome);
        Assert.True(book.Request(Case("r7", 7), Euros(6), "olga", Start.AddHours(24)).IsGranted);
    }

    [Fact]
    public void Request_CustomersQuarter_IsBoundedOverAllOperators()
    {
        Assert.True(book.Request(Case("r1", 0), Euros(20), "olga", Start).IsGranted);
        Assert.True(book.Request(Case("r2", 0), Euros(20), "ivan", Start.AddDays(30)).IsGranted);
        Assert.Equal((BonusOutcome.CustomerLimit, Euros(10)), (book.Request(Case("r3", 0), Euros(11), "petr", Start.AddDays(60)) is var r ? (r.Outcome, r.Left) : default));
        Assert.True(book.Request(Case("r3", 0), Euros(20), "petr", Start.AddDays(90)).IsGranted);
    }

    [Fact]
    public void Request_CategorysWeek_IsBounded()
    {
        Assert.True(book.Request(Case("r1", 0, Bakery), Euros(20), "olga", Start).IsGranted);
        Assert.Equal((BonusOutcome.CategoryLimit, Euros(10)), (book.Request(Case("r2", 1, Bakery), Euros(11), "ivan", Start) is var r ? (r.Outcome, r.Left) : default));
        Assert.True(book.Request(Case("r3", 2), Euros(11), "ivan", Start).IsGranted);
    }

    [Fact]
    public void Request_AwaitingApproval_HoldsTheLimitUntilWithdrawn()
    {
        Assert.Equal(BonusOutcome.AwaitsApproval, book.Request(Case("r1", 0), Euros(50), "olga", Start).Outcome);
        Assert.Equal(BonusOutcome.CustomerLimit, book.Request(Case("r2", 0), Euros(1), "ivan", Start).Outcome);
        Assert.Equal(BonusOutcome.Withdrawn, book.Withdraw("case:r1", "ivan").Outcome);
        Assert.True(book.Request(Case("r2", 0), Euros(1), "ivan", Start).IsGranted);
        Assert.True(book.Request(Case("r1", 0), Euros(2), "olga", Start).IsGranted);
    }

    [Fact]
    public void Request_TwoOperatorsAtOnce_NeverGiveMoreThanOneMay()
    {
        int granted = 0;
        Parallel.For(0, 200, i =>
        {
            if (book.Request(Case($"r{i}", 0), Euros(10), $"operator{i}", Start).IsGranted)
            {
                Interlocked.Increment(ref granted);
            }
        });
        Assert.Equal(5, granted);
    }

    [Fact]
    public void Erase_Customer_LeavesWhatOperatorsGave()
    {
        for (int i = 0; i < 5; i++)
        {
            book.Request(Case($"r{i}", i), Euros(20), "olga", Start);
        }

        book.Erase(new CustomerId(0));
        Assert.Equal(Euros(20), book.GrantedFor("case:r0"));
        Assert.Equal(BonusOutcome.OperatorLimit, book.Request(Case("r9", 9), Euros(1), "olga", Start).Outcome);
    }

    [Fact]
    public void Book_BadArguments_Refuse()
    {
        Assert.Throws<ArgumentException>(() => book.Request(Case("r1", 0), Euros(0), "olga", Start));
        Assert.Throws<ArgumentException>(() => book.Request(Case("r1", 0), new Money(1, new Currency("USD")), "olga", Start));
        Assert.Throws<ArgumentException>(() => book.Request(Case("r1", 0) with { Customer = CustomerId.None }, Euros(1), "olga", Start));
        Assert.Throws<ArgumentException>(() => book.Request(Case("r1", 0), Euros(1), " ", Start));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BonusLimit(Euros(-1), TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BonusLimit(Euros(1), TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => new SorryBonusOptions(new BonusLimit(Euros(1), TimeSpan.FromDays(1)), new BonusLimit(Euros(1), TimeSpan.FromDays(1)), new Money(1, new Currency("USD"))));
        Assert.Equal(BonusOutcome.Unknown, book.Approve("case:r9", "olga").Outcome);
    }

    private static Money Euros(long euros) => new(euros * 100, Euro);

    private static FeedbackCase Case(string receipt, int customer, Category category = default) =>
        new CaseBook().Report(receipt, new CustomerId(customer), category, new Answer(2), Start).Case!;
}
