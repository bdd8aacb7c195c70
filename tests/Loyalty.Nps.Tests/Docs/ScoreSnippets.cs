using Loyalty.Core;
using Loyalty.Nps.Feedback;
using Loyalty.Nps.Reports;
using Loyalty.Nps.Surveys;

namespace Loyalty.Nps.Tests.Docs;

public sealed class ScoreSnippets
{
    [Fact]
    public void Score()
    {
        #region score
        NpsTally october = NpsTally.Of(new Answer(10), new Answer(9), new Answer(8), new Answer(3));
        NpsTally november = default(NpsTally).Add(new Answer(10), 36).Add(new Answer(7), 2).Add(new Answer(2), 10);

        NpsScore score = november.Score!.Value;          // null without answers: undefined, not 0
        Console.WriteLine(score);                        // 54.2 (n = 48)
        Console.WriteLine($"{score.Interval().Low:0} to {score.Interval().High:0}");   // where all guests' score may lie, 95 %

        NpsChange change = new(october.Score!.Value, score);
        Console.WriteLine($"{change.Points:+0.0;-0.0} (p = {change.PValue:0.00})");

        NpsTally both = october.Merge(november);         // a chain's score is from counts, never the mean of scores
        Console.WriteLine(both.Score);
        #endregion

        Assert.Equal("54.2 (n = 48)", score.ToString());
        Assert.InRange(score.Interval().Low, 24, 32);
        Assert.InRange(score.Interval().High, 70, 78);
        Assert.True(change.PValue is > 0.2 and < 0.8);
        Assert.Equal(52, both.Answers);
    }

    [Fact]
    public void Reports()
    {
        #region report
        NpsReport report = new(dimensions: 2);
        Zone zone = Zone.Get("Europe/Berlin");
        DateTimeOffset visit = new(2026, 10, 31, 22, 30, 0, TimeSpan.Zero);
        report.Add(new ReportKey("store-7", "bakery"), Month.Of(visit, zone), new Answer(9));

        foreach (NpsRow row in report.RollUp(0).Rows())  // by store; report.RollUp() is the whole chain
        {
            Console.WriteLine($"{row.Key} {row.Month}: {row.Score} {row.Change?.Points:+0.0;-0.0}");
        }

        report.Close(new Month(2026, 10));               // published; what comes later restates it and says so
        report.Add(new ReportKey("store-7", "bakery"), new Month(2026, 10), new Answer(2));
        bool restated = report.Rows()[0].IsRestated;

        var places = new NpsRanking().Rank(report.RollUp(0).Rows());
        Console.WriteLine(places[0].Place is { } place ? $"place {place}" : $"needs {places[0].AnswersMissing} more answers");
        #endregion

        Assert.True(restated);
        Assert.Equal(98, places[0].AnswersMissing);
        Assert.Equal(new Month(2026, 10), Month.Of(visit, zone));
    }

    [Fact]
    public void Surveys()
    {
        Receipt receipt = new("r-1", new CustomerId(0), new DateTimeOffset(2026, 11, 6, 18, 0, 0, TimeSpan.Zero),
            [new ReceiptLine(new Sku("bread"), 1, new Money(250, new Currency("EUR")))]);
        DateTimeOffset now = receipt.At.AddHours(1);
        DateTimeOffset soon = now.AddMinutes(5);

        #region survey
        SurveyBook book = new(new SurveyOptions { Delay = TimeSpan.FromHours(1), EditWindow = TimeSpan.FromHours(24) });
        InvitationResult invited = book.Invite(receipt);          // as often as the receipt arrives: one survey

        foreach (SurveyInvitation due in book.Due(now))
        {
            Console.WriteLine($"ask {due.Customer} about {due.Receipt}, booked as {due.ContactId}");
        }

        AnswerResult first = book.Record("r-1", new Answer(0), soon);                 // Recorded: 0 is an answer
        AnswerResult edit = book.Record("r-1", new Answer(8), soon.AddMinutes(10));   // Replaced, Before = 0
        bool dismissed = book.Dismiss("r-1");                                         // false: the answer stands
        #endregion

        Assert.Equal(InvitationOutcome.Invited, invited.Outcome);
        Assert.Equal((AnswerOutcome.Recorded, AnswerOutcome.Replaced, false), (first.Outcome, edit.Outcome, dismissed));
    }

    [Fact]
    public void Feedback()
    {
        CustomerId customer = new(0);
        DateTimeOffset now = new(2026, 11, 6, 18, 0, 0, TimeSpan.Zero);

        #region feedback
        CaseBook cases = new();
        CaseResult opened = cases.Report("r-1", customer, new Category("bakery"), new Answer(2), now);
        FeedbackCase complaint = opened.Case!;
        cases.Assign(complaint.Id, "olga", now);

        Currency euro = new("EUR");
        SorryBonusBook bonuses = new(new SorryBonusOptions(
            perOperator: new BonusLimit(new Money(100_00, euro), TimeSpan.FromDays(1)),
            perCustomer: new BonusLimit(new Money(50_00, euro), TimeSpan.FromDays(90)),
            secondApprovalAbove: new Money(20_00, euro)));
        BonusResult asked = bonuses.Request(complaint, new Money(25_00, euro), "olga", now);   // AwaitsApproval
        BonusResult granted = bonuses.Approve(complaint.Id, "ivan");                           // another pair of eyes
        BonusResult again = bonuses.Request(complaint, new Money(5_00, euro), "olga", now);    // SameComplaint

        cases.Resolve(complaint.Id, "olga", now.AddHours(2), "called");
        cases.Close(complaint.Id, "olga", now.AddHours(3));
        #endregion

        Assert.Equal((BonusOutcome.AwaitsApproval, BonusOutcome.Granted, BonusOutcome.SameComplaint), (asked.Outcome, granted.Outcome, again.Outcome));
        Assert.Equal(CaseState.Closed, cases.Find(complaint.Id)!.State);
    }
}
