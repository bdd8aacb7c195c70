using Loyalty.Core;
using Loyalty.Nps.Feedback;

namespace Loyalty.Nps.Tests.Feedback;

public sealed class CaseBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 6, 18, 0, 0, TimeSpan.Zero);
    private static readonly CustomerId Anna = new(0);
    private static readonly Category Bakery = new("bakery");

    private readonly CaseBook book = new();

    [Fact]
    public void Report_Detractor_OpensACaseDueWithinADay()
    {
        CaseResult result = book.Report("r1", Anna, Bakery, new Answer(6), Start);
        Assert.Equal(CaseOutcome.Opened, result.Outcome);
        Assert.Equal((CaseState.Open, Start.AddDays(1), "case:r1"), (result.Case!.State, result.Case.AnswerBy, result.Case.Id));
        Assert.Equal(CaseOutcome.NotNeeded, book.Report("r2", Anna, Bakery, new Answer(7), Start).Outcome);
    }

    [Fact]
    public void Report_SameComplaint_IsOneCase()
    {
        book.Report("r1", Anna, Bakery, new Answer(5), Start);
        Assert.Equal(CaseOutcome.Joined, book.Report("r1", Anna, Bakery, new Answer(5), Start).Outcome);
        CaseResult joined = book.Report("r2", Anna, Bakery, new Answer(2), Start.AddDays(3));
        Assert.Equal((CaseOutcome.Joined, "case:r1", new Answer(2)), (joined.Outcome, joined.Case!.Id, joined.Case.Answer));
        Assert.Equal(["r1", "r2"], joined.Case.Receipts);
        Assert.Single(book.Unsettled());
        Assert.Equal(CaseOutcome.Opened, book.Report("r3", Anna, new Category("dairy"), new Answer(2), Start).Outcome);
        Assert.Equal(CaseOutcome.Opened, book.Report("r4", new CustomerId(1), Bakery, new Answer(2), Start).Outcome);
        Assert.Equal(CaseOutcome.Opened, book.Report("r5", Anna, Bakery, new Answer(2), Start.AddDays(8)).Outcome);
        Assert.Equal(CaseOutcome.Opened, book.Report("r6", CustomerId.None, Bakery, new Answer(2), Start).Outcome);
        Assert.Equal(CaseOutcome.Opened, book.Report("r7", CustomerId.None, Bakery, new Answer(2), Start).Outcome);
    }

    [Fact]
    public void Case_FromOpenToClosedAndBack_KeepsItsHistory()
    {
        book.Report("r1", Anna, Bakery, new Answer(3), Start);
        Assert.Equal(CaseOutcome.WrongState, book.Resolve("case:r1", "olga", Start).Outcome);
        Assert.Equal(CaseOutcome.Done, book.Assign("case:r1", "olga", Start.AddHours(1)).Outcome);
        Assert.Equal(CaseOutcome.NotOwner, book.Resolve("case:r1", "ivan", Start.AddHours(2)).Outcome);
        Assert.Equal(CaseOutcome.Done, book.Resolve("case:r1", "olga", Start.AddHours(2), "called, new loaf").Outcome);
        Assert.Empty(book.Unsettled());
        Assert.Equal(CaseOutcome.Done, book.Close("case:r1", "olga", Start.AddHours(3)).Outcome);
        CaseResult reopened = book.Reopen("case:r1", "ivan", Start.AddHours(4), "not content");
        Assert.Equal((CaseOutcome.Done, CaseState.Assigned, "olga"), (reopened.Outcome, reopened.Case!.State, reopened.Case.Owner));
        Assert.Equal([CaseState.Open, CaseState.Assigned, CaseState.Resolved, CaseState.Closed, CaseState.Assigned], reopened.Case.History.Select(s => s.State));
        Assert.Equal(["", "olga", "olga", "olga", "ivan"], reopened.Case.History.Select(s => s.By));
        Assert.Equal(CaseOutcome.Unknown, book.Close("case:r9", "olga", Start).Outcome);
        Assert.Equal(CaseOutcome.WrongState, book.Reopen("case:r1", "ivan", Start).Outcome);
    }

    [Fact]
    public void Report_AfterTheCaseWasSettled_OpensANewOne()
    {
        book.Report("r1", Anna, Bakery, new Answer(3), Start);
        book.Assign("case:r1", "olga", Start);
        book.Resolve("case:r1", "olga", Start);
        Assert.Equal(CaseOutcome.Opened, book.Report("r2", Anna, Bakery, new Answer(3), Start.AddHours(1)).Outcome);
        Assert.Equal(CaseOutcome.Joined, book.Report("r1", Anna, Bakery, new Answer(3), Start.AddHours(1)).Outcome);
    }

    [Fact]
    public void Unsettled_TheMostUrgentFirst()
    {
        book.Report("b", new CustomerId(1), Bakery, new Answer(3), Start);
        book.Report("a", new CustomerId(2), Bakery, new Answer(3), Start);
        book.Report("c", new CustomerId(3), Bakery, new Answer(3), Start.AddHours(-1));
        Assert.Equal(["case:c", "case:a", "case:b"], book.Unsettled().Select(c => c.Id));
    }

    [Fact]
    public void Erase_Customer_LeavesTheCaseAndNoName()
    {
        book.Report("r1", Anna, Bakery, new Answer(3), Start);
        Assert.Equal(1, book.Erase(Anna));
        Assert.True(book.Find("case:r1")!.Customer.IsNone);
        Assert.Null(book.Find("case:r9"));
        Assert.Equal(CaseOutcome.Opened, book.Report("r2", Anna, Bakery, new Answer(3), Start).Outcome);
    }

    [Fact]
    public void Options_OutOfRange_Refuse()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeedbackOptions { AnswerWithin = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeedbackOptions { SameComplaintWithin = TimeSpan.FromDays(366) });
        CaseBook strict = new(new FeedbackOptions { OpensAtOrBelow = new Answer(3), SameComplaintWithin = TimeSpan.Zero });
        Assert.Equal(CaseOutcome.NotNeeded, strict.Report("r1", Anna, Bakery, new Answer(4), Start).Outcome);
        Assert.Equal(CaseOutcome.Opened, strict.Report("r2", Anna, Bakery, new Answer(3), Start).Outcome);
        Assert.Equal(CaseOutcome.Opened, strict.Report("r3", Anna, Bakery, new Answer(3), Start).Outcome);
    }
}
