using System.Collections.Immutable;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Nps;
using Loyalty.Nps.Reports;
using Loyalty.Nps.Surveys;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Demo;

/// <summary>(g) A question after each real visit, at most one a quarter; the answers are simulated.</summary>
/// <param name="Visits">Receipts of known guests that led to a question.</param>
/// <param name="Asked">Questions that the contact policy let through.</param>
/// <param name="Months">The whole shop, month by month.</param>
/// <param name="Stores">Each store over all months; a country stands for a store.</param>
internal sealed record FeedbackStep(int Visits, int Asked, IReadOnlyList<NpsRow> Months, IReadOnlyList<NpsPlace> Stores)
{
    /// <summary>All answers.</summary>
    public long Answers => Months.Sum(m => m.Tally.Answers);

    public static FeedbackStep Run(Shop shop, ProfilesStep profiles)
    {
        SurveyBook book = new();
        ContactMatrix matrix = ContactMatrix.Parse("""
            { "timeZone": "Europe/London", "quietHours": [{ "channels": ["*"], "from": "21:00", "to": "09:00" }],
              "caps": [{ "id": "survey-quarter", "channels": ["*"], "kinds": ["survey"], "partners": "all-together", "max": 1, "window": "90d" }] }
            """);
        DemoClock clock = new(shop.Receipts[0].At);
        ContactLedger ledger = new(new ContactGate(matrix), clock);
        NpsReport report = new(dimensions: 1);
        int visits = 0;
        int asked = 0;
        foreach (ShopReceipt receipt in shop.Receipts.Where(r => r.Day < DemoPlan.Month.End).OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal))
        {
            CustomerId guest = receipt.Card < 0 ? CustomerId.None : profiles.GuestOfCard[receipt.Card];
            if (book.Invite(ToReceipt(shop, receipt, guest)) is not { Outcome: InvitationOutcome.Invited, Invitation: { } invitation })
            {
                continue;
            }

            visits++;
            clock.MoveTo(invitation.DueAt);
            GuestZone zone = GuestZone.Of(Zones.Of(receipt.Country));
            if (!ledger.Take(new ContactRequest(guest, DemoPlan.Shop, Channel.Email, ContactKind.Survey, invitation.DueAt, zone)).IsAllowed)
            {
                continue;
            }

            asked++;
            if (Made.Answers.To(receipt, guest) is { } score
                && book.Record(receipt.Id, new Answer(score), invitation.DueAt.AddHours(2)) is { Outcome: AnswerOutcome.Recorded })
            {
                report.Add(new ReportKey(receipt.Country), Month.Of(receipt.Day), new Answer(score));
            }
        }

        IEnumerable<NpsRow> stores = report.Rows().GroupBy(r => r.Key).Select(g => new NpsRow(g.Key, Month.Of(DemoPlan.AsOf), g.Aggregate(default(NpsTally), (sum, row) => sum.Merge(row.Tally)), null, null));
        return new FeedbackStep(visits, asked, report.RollUp().Rows(), new NpsRanking(new NpsRankingOptions { FewestAnswers = 30 }).Rank(stores));
    }

    private static Receipt ToReceipt(Shop shop, ShopReceipt receipt, CustomerId guest)
    {
        ImmutableArray<ReceiptLine>.Builder lines = ImmutableArray.CreateBuilder<ReceiptLine>(receipt.Lines.Count);
        foreach (ShopLine line in receipt.Lines)
        {
            lines.Add(new ReceiptLine(new Sku(shop.Goods[line.Good].Sku), line.Quantity, new Money(SegmentsStep.Amount(line), DemoPlan.Pounds)));
        }

        return new Receipt(receipt.Id, guest, receipt.At, lines.DrainToImmutable(), new StoreId(receipt.Country));
    }
}
