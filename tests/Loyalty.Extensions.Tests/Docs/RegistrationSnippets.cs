using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Nps.Surveys;
using Loyalty.Segmentation.Rfm;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Loyalty.Extensions.Tests.Docs;

public sealed class RegistrationSnippets
{
    [Fact]
    public void Register()
    {
        ServiceCollection services = new();
        string matrix = """{ "caps": [ { "id": "promo-weekly", "kinds": ["promo"], "max": 1, "window": "7d" } ] }""";

        #region register
        services.AddLoyalty(loyalty => loyalty
            .UseClock(TimeProvider.System)
            .AddSegmentation(o => o with { Rfm = new RfmOptions { Bins = 5 } })
            .AddContactPolicy(o => o with { Matrix = ContactMatrix.Parse(matrix) })
            .AddNps(o => o with { Survey = new SurveyOptions { Delay = TimeSpan.FromHours(1) } })
            .AddPos());
        #endregion

        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        Assert.NotNull(provider.GetRequiredService<ContactLedger>());
    }

    [Fact]
    public void Fault()
    {
        ServiceCollection services = new();
        services.AddLoyalty(loyalty => loyalty.AddNps(o => o with { Survey = new SurveyOptions { Delay = TimeSpan.FromDays(8) } }));
        using ServiceProvider provider = services.BuildServiceProvider();

        #region fault
        IStartupValidator start = provider.GetRequiredService<IStartupValidator>();   // a generic host does this by itself
        OptionsValidationException fault = Assert.Throws<OptionsValidationException>(start.Validate);
        #endregion

        Assert.Contains("SurveyOptions.Delay must be between", fault.Message, StringComparison.Ordinal);
    }
}
