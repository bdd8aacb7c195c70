using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Core.Identity;
using Loyalty.Nps.Feedback;
using Loyalty.Nps.Reports;
using Loyalty.Nps.Surveys;
using Loyalty.Offers.Experiments;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Rfm;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Loyalty.Extensions.Tests;

public sealed class LoyaltyRegistrationTests
{
    private const string Matrix = """{ "caps": [ { "id": "promo-weekly", "kinds": ["promo"], "max": 1, "window": "7d" } ] }""";

    [Fact]
    public void AddLoyalty_EveryLibrary_GivesItsEnginesAsSingletons()
    {
        using ServiceProvider services = Provider(loyalty => loyalty
            .UseClock(TimeProvider.System)
            .AddIdentity()
            .AddSegmentation()
            .AddContactPolicy(o => o with { Matrix = ContactMatrix.Parse(Matrix) })
            .AddOffers()
            .AddNps()
            .AddPos());
        Start(services);
        foreach (Type engine in new[]
        {
            typeof(IdentityResolver), typeof(FavouriteDay), typeof(ContactMatrix), typeof(ContactGate), typeof(ContactLedger),
            typeof(EffectAnalysis), typeof(SurveyBook), typeof(CaseBook), typeof(NpsRanking), typeof(TimeProvider),
        })
        {
            Assert.Same(services.GetRequiredService(engine), services.GetRequiredService(engine));
        }

        Assert.NotSame(services.GetRequiredService<PricingSession>(), services.GetRequiredService<PricingSession>());
        Assert.Same(services.GetRequiredService<ContactMatrix>(), services.GetRequiredService<ContactGate>().Matrix);
    }

    [Fact]
    public void AddLoyalty_OneLibrary_BringsNoOther()
    {
        using ServiceProvider services = Provider(loyalty => loyalty.AddNps());
        Start(services);
        Assert.NotNull(services.GetService<SurveyBook>());
        Assert.Null(services.GetService<ContactLedger>());
        Assert.Null(services.GetService<PricingSession>());
    }

    [Fact]
    public void AddSegmentation_TwoChanges_ApplyInOrder()
    {
        using ServiceProvider services = Provider(loyalty => loyalty
            .AddSegmentation(o => o with { Rfm = new RfmOptions { Bins = 10 } })
            .AddSegmentation(o => o with { FavouriteDay = new FavouriteDayOptions { MinimumVisits = 7 } }));
        SegmentationOptions options = services.GetRequiredService<IOptions<SegmentationOptions>>().Value;
        Assert.Equal((10, 7), (options.Rfm.Bins, options.FavouriteDay.MinimumVisits));
        Assert.Equal(new SegmentationOptions().Lifecycle, options.Lifecycle);
        Assert.Same(options, services.GetRequiredService<IOptions<SegmentationOptions>>().Value);
        Assert.Equal(options, services.GetRequiredService<IOptionsMonitor<SegmentationOptions>>().CurrentValue);
    }

    [Fact]
    public void Start_ValueOutOfRange_NamesOptionValueAndRange()
    {
        using ServiceProvider services = Provider(loyalty => loyalty.AddNps(o => o with { Survey = new SurveyOptions { Delay = TimeSpan.FromDays(8) } }));
        OptionsValidationException e = Assert.Throws<OptionsValidationException>(() => Start(services));
        Assert.Contains("NpsOptions: SurveyOptions.Delay must be between 00:00:00 and 7.00:00:00 (inclusive), but it is 8.00:00:00", e.Message, StringComparison.Ordinal);
        Assert.Throws<OptionsValidationException>(services.GetRequiredService<SurveyBook>);
    }

    [Fact]
    public void Start_ContactPolicyWithoutMatrix_SaysTheCure()
    {
        using ServiceProvider services = Provider(loyalty => loyalty.UseClock(TimeProvider.System).AddContactPolicy(o => o));
        Assert.Contains("Matrix is not set", Assert.Throws<OptionsValidationException>(() => Start(services)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_ContactPolicyWithoutClock_SaysTheCure()
    {
        using ServiceProvider services = Provider(loyalty => loyalty.AddContactPolicy(o => o with { Matrix = ContactMatrix.Parse(Matrix) }));
        Assert.Contains("UseClock(TimeProvider.System)", Assert.Throws<OptionsValidationException>(() => Start(services)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_MalformedMatrix_IsAnOptionsFaultAtStart()
    {
        using ServiceProvider services = Provider(loyalty => loyalty.UseClock(TimeProvider.System)
            .AddContactPolicy(o => o with { Matrix = ContactMatrix.Parse("""{ "caps": [ { "id": "x", "max": -1, "window": "7d" } ] }""") }));
        OptionsValidationException e = Assert.Throws<OptionsValidationException>(() => Start(services));
        Assert.Contains("ContactPolicyOptions: ", e.Message, StringComparison.Ordinal);
        Assert.Contains("-1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_SeveralLibrariesWrong_SaysAll()
    {
        using ServiceProvider services = Provider(loyalty => loyalty
            .AddNps(o => o with { Ranking = new NpsRankingOptions { FewestAnswers = 3 } })
            .AddSegmentation(o => o with { Rfm = new RfmOptions { Bins = 1 } }));
        AggregateException e = Assert.Throws<AggregateException>(() => Start(services));
        Assert.Equal(["NpsOptions", "SegmentationOptions"], e.InnerExceptions.Cast<OptionsValidationException>().Select(i => i.OptionsType.Name).Order());
    }

    [Fact]
    public void Start_ChangeThatReturnsNull_SaysTheCure()
    {
        using ServiceProvider services = Provider(loyalty => loyalty.AddOffers(_ => null!));
        Assert.Contains("o => o with", Assert.Throws<OptionsValidationException>(() => Start(services)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_WhatWasNotSet_SaysTheCure()
    {
        using ServiceProvider services = Provider(loyalty => loyalty.AddNps().AddPos());
        Start(services);
        Assert.Contains("SorryBonus", Assert.Throws<InvalidOperationException>(services.GetRequiredService<SorryBonusBook>).Message, StringComparison.Ordinal);
        Assert.Contains("PosOptions.Catalogue", Assert.Throws<InvalidOperationException>(services.GetRequiredService<Catalogue>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_SorryBonusWithLimits_GivesTheBook()
    {
        BonusLimit day = new(new Money(100_00, new Currency("EUR")), TimeSpan.FromDays(1));
        using ServiceProvider services = Provider(loyalty => loyalty.AddNps(o => o with { SorryBonus = new SorryBonusOptions(day, day, new Money(20_00, new Currency("EUR"))) }));
        Assert.NotNull(services.GetRequiredService<SorryBonusBook>());
    }

    [Fact]
    public void UseClock_HostHasOne_LeavesIt()
    {
        TimeProvider own = new Fixed();
        ServiceCollection services = new();
        services.AddSingleton(own);
        using ServiceProvider provider = services.AddLoyalty(loyalty => loyalty.UseClock(TimeProvider.System)).BuildServiceProvider();
        Assert.Same(own, provider.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public void AddLoyalty_Nulls_Refuse()
    {
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddLoyalty(null!));
        Assert.Throws<ArgumentNullException>(() => LoyaltyRegistration.AddLoyalty(null!, _ => { }));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddLoyalty(l => l.UseClock(null!)));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddLoyalty(l => l.AddContactPolicy(null!)));
    }

    private static ServiceProvider Provider(Action<LoyaltyBuilder> configure) =>
        new ServiceCollection().AddLoyalty(configure).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    private static void Start(ServiceProvider services) => services.GetRequiredService<IStartupValidator>().Validate();

    private sealed class Fixed : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 6, 18, 0, 0, TimeSpan.Zero);
    }
}
