using Loyalty.Core;
using Loyalty.Nps.Surveys;

namespace Loyalty.Nps.Tests.Surveys;

public sealed class SurveyBookTests
{
    private static readonly DateTimeOffset Visit = new(2026, 11, 6, 18, 0, 0, TimeSpan.FromHours(2));
    private static readonly CustomerId Anna = new(0);

    private readonly SurveyBook book = new();

    [Fact]
    public void Invite_OneReceipt_OneSurveyAnHourLater()
    {
        InvitationResult first = book.Invite(Receipt("r1", 500));
        InvitationResult again = book.Invite(Receipt("r1", 500));
        Assert.Equal(InvitationOutcome.Invited, first.Outcome);
        Assert.Equal(InvitationOutcome.AlreadyInvited, again.Outcome);
        Assert.Same(first.Invitation, again.Invitation);
        Assert.Equal(Visit.AddHours(1), first.Invitation!.DueAt);
        Assert.Equal("survey:r1", first.Invitation.ContactId);
        Assert.Empty(book.Due(Visit.AddHours(1).AddTicks(-1)));
        Assert.Single(book.Due(Visit.AddHours(1)));
        Assert.Empty(book.Due(Visit.AddHours(1).AddDays(7)));
    }

    [Fact]
    public void Invite_ReturnedReceipt_None()
    {
        Assert.Equal(InvitationOutcome.NotAVisit, book.Invite(Receipt("r1", -500)).Outcome);
        book.Invite(Receipt("r2", 500));
        Assert.True(book.Return("r2"));
        Assert.Empty(book.Due(Visit.AddHours(2)));
        Assert.Equal(AnswerOutcome.NotAsked, book.Record("r2", new Answer(9), Visit.AddHours(2)).Outcome);
        Assert.Equal(InvitationOutcome.Returned, book.Invite(Receipt("r2", 500)).Outcome);
        Assert.False(book.Return("r3"));
        Assert.Equal(InvitationOutcome.Returned, book.Invite(Receipt("r3", 500)).Outcome);
    }

    [Fact]
    public void Invite_AnonymousReceipt_None() =>
        Assert.Equal(InvitationOutcome.Anonymous, book.Invite(new Receipt("r1", CustomerId.None, Visit, [Line(500)])).Outcome);

    [Fact]
    public void Record_EditWithinTheWindow_Replaces()
    {
        book.Invite(Receipt("r1", 500));
        DateTimeOffset first = Visit.AddHours(2);
        Assert.Equal(AnswerOutcome.Recorded, book.Record("r1", new Answer(0), first).Outcome);
        Assert.Equal(AnswerOutcome.Unchanged, book.Record("r1", new Answer(0), first).Outcome);
        AnswerResult edit = book.Record("r1", new Answer(9), first.AddHours(24).AddTicks(-1));
        Assert.Equal((AnswerOutcome.Replaced, new Answer(0)), (edit.Outcome, edit.Before));
        Assert.Equal(AnswerOutcome.TooLateToChange, book.Record("r1", new Answer(3), first.AddHours(24)).Outcome);
        Assert.Equal(new Answer(9), book.Record("r1", new Answer(9), first.AddDays(3)).Invitation!.Answer);
    }

    [Fact]
    public void Record_OlderAnswerArrivesLater_DoesNotReplaceTheNewer()
    {
        book.Invite(Receipt("r1", 500));
        book.Record("r1", new Answer(9), Visit.AddHours(3));
        Assert.Equal(AnswerOutcome.Superseded, book.Record("r1", new Answer(2), Visit.AddHours(2)).Outcome);
        Assert.Equal(AnswerOutcome.TooLateToChange, book.Record("r1", new Answer(2), Visit.AddHours(26)).Outcome);
    }

    [Fact]
    public void Record_TooEarlyTooLateOrUnknown_CountsNothing()
    {
        book.Invite(Receipt("r1", 500));
        Assert.Equal(AnswerOutcome.NotAsked, book.Record("r1", new Answer(9), Visit).Outcome);
        Assert.Equal(AnswerOutcome.NotAsked, book.Record("r9", new Answer(9), Visit.AddHours(2)).Outcome);
        Assert.Equal(AnswerOutcome.Closed, book.Record("r1", new Answer(9), Visit.AddHours(1).AddDays(7)).Outcome);
    }

    [Fact]
    public void Dismiss_IsNoAnswer_AndAZeroIsOne()
    {
        book.Invite(Receipt("r1", 500));
        Assert.True(book.Dismiss("r1"));
        Assert.Empty(book.Due(Visit.AddHours(2)));
        AnswerResult zero = book.Record("r1", new Answer(0), Visit.AddHours(2));
        Assert.Equal(AnswerOutcome.Recorded, zero.Outcome);
        Assert.False(zero.Invitation!.IsDismissed);
        Assert.False(book.Dismiss("r1"));
        Assert.False(book.Dismiss("r2"));
    }

    [Fact]
    public void Return_AfterTheAnswer_LeavesIt()
    {
        book.Invite(Receipt("r1", 500));
        book.Record("r1", new Answer(2), Visit.AddHours(2));
        Assert.False(book.Return("r1"));
        Assert.Equal(AnswerOutcome.Replaced, book.Record("r1", new Answer(3), Visit.AddHours(3)).Outcome);
    }

    [Fact]
    public void Erase_Customer_LeavesTheAnswerAndNoName()
    {
        book.Invite(Receipt("r1", 500));
        book.Invite(Receipt("r2", 500));
        book.Record("r1", new Answer(2), Visit.AddHours(2));
        Assert.Equal(2, book.Erase(Anna));
        Assert.Empty(book.Due(Visit.AddHours(2)));
        AnswerResult kept = book.Record("r1", new Answer(2), Visit.AddHours(2));
        Assert.Equal((AnswerOutcome.Unchanged, CustomerId.None), (kept.Outcome, kept.Invitation!.Customer));
        Assert.Equal(0, book.Erase(CustomerId.None));
    }

    [Fact]
    public void Options_OutOfRange_SayValueRange()
    {
        Assert.Contains("SurveyOptions.Delay", Assert.Throws<ArgumentOutOfRangeException>(() => new SurveyOptions { Delay = TimeSpan.FromDays(8) }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SurveyOptions { OpenFor = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SurveyOptions { EditWindow = TimeSpan.FromTicks(-1) });
        Assert.Equal(TimeSpan.FromHours(1), new SurveyOptions().Delay);
    }

    private static Receipt Receipt(string id, long cents) => new(id, Anna, Visit, [Line(cents)]);

    private static ReceiptLine Line(long cents) => new(new Sku("bread"), Math.Sign(cents), new Money(cents, new Currency("EUR")));
}
