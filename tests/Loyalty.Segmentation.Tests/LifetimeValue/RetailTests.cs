using System.Globalization;
using System.IO.Compression;
using Loyalty.Core;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

/// <summary>Guests who buy far more often than CDNOW's, on whom fits that leave the logarithms overflow.</summary>
public class RetailTests
{
    private static readonly Lazy<PurchaseGroups> OnlineRetail = new(() => PurchaseGroups.Of(Read()));

    [Fact]
    public void To_OnlineRetail_FitsAsAnIndependentProgramDid()
    {
        BgNbdFit fit = BgNbdFit.To(OnlineRetail.Value);
        Assert.Equal((FitOutcome.Converged, 4338), (fit.Outcome, fit.Customers));
        Assert.Equal(-37645.53764815145, fit.LogLikelihood!.Value, 5);
        BgNbdParameters parameters = fit.Model!.Parameters;
        Assert.Equal(0.8265418899, parameters.R, 5);
        Assert.Equal(9.8435886400, parameters.Alpha, 3);
        Assert.Equal(0.0034373706, parameters.A, 5);

        // Nearly nobody is seen to drop out, so that b is known to within its own size at best, and the fit says so.
        Assert.True(fit.Estimates["b"].IsUncertain);
        Assert.Contains(" b", fit.Reason, StringComparison.Ordinal);
        ParetoNbdFit pareto = ParetoNbdFit.To(OnlineRetail.Value);
        Assert.True(pareto.Outcome == FitOutcome.DidNotConverge || pareto.LogLikelihood > -38_000, pareto.Reason);
    }

    [Fact]
    public void To_GuestsWhoComeDailyForYears_FitsAndPredicts()
    {
        // Rates from once a month to every day over eight years: x reaches 2,920, where Γ(r + x) and its kin are far beyond a double.
        // Most who leave leave early, as they do where some are faithful and some are not.
        PurchaseGroups groups = new();
        int watched = 2920;
        for (int pace = 1; pace <= 30; pace++)
        {
            for (int stayed = 1; stayed <= 20; stayed++)
            {
                int last = watched * stayed / 20 / pace * pace;
                groups.Add(new RepeatPurchases(last / pace, last, watched), stayed == 20 ? 60 : (40 / stayed) + 1);
            }
        }

        BgNbdFit bg = BgNbdFit.To(groups);
        ParetoNbdFit pareto = ParetoNbdFit.To(groups);
        Assert.Equal((FitOutcome.Converged, FitOutcome.Converged), (bg.Outcome, pareto.Outcome));
        foreach (IPurchaseModel model in new IPurchaseModel[] { bg.Model!, pareto.Model! })
        {
            Assert.Equal(13 * 7, model.ExpectedPurchases(new RepeatPurchases(2920, 2920, 2920), 13), 2.0);
            Assert.InRange(model.ProbabilityAlive(new RepeatPurchases(2920, 2920, 2920)), 0.99, 1);
            Assert.InRange(model.ProbabilityAlive(new RepeatPurchases(1460, 1460, 2920)), 0, 1e-6);
            Assert.InRange(model.ExpectedPurchases(new RepeatPurchases(1460, 1460, 2920), 520), 0, 1e-3);
        }
    }

    private static CustomerSummaries Read()
    {
        PurchaseHistory history = new();
        CustomerDirectory directory = new();
        using StreamReader reader = new(new GZipStream(File.OpenRead(Repository.PathOf("samples", "data", "online-retail.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            // customer_id,receipt_id,occurred_at,sku,quantity,unit_price,country: nothing before the country is quoted.
            string[] fields = line.Split(',');
            if (fields[0].Length > 0 && !fields[1].StartsWith('C') && fields[4][0] != '-' && decimal.Parse(fields[5], CultureInfo.InvariantCulture) > 0)
            {
                history.Add(directory.GetOrAdd(fields[0]), DateOnly.ParseExact(fields[2][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), new Money(1, default));
            }
        }

        return history.Summarise(new DateOnly(2011, 12, 9));
    }
}
