using System.Diagnostics.CodeAnalysis;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Core.Identity;
using Loyalty.Extensions.Internal;
using Loyalty.Nps.Feedback;
using Loyalty.Nps.Reports;
using Loyalty.Nps.Surveys;
using Loyalty.Offers.Experiments;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Segmentation.Habits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Loyalty.Extensions;

/// <summary>Takes the libraries in, one by one.</summary>
/// <remarks>
/// Each library's engines become singletons; each can be asked for with its options, <c>IOptions&lt;NpsOptions&gt;</c> and so on. Called twice,
/// an <c>Add…</c> applies both changes in order and registers once. What the host has registered before is left as it is.
/// </remarks>
public sealed class LoyaltyBuilder
{
    internal LoyaltyBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gives the clock by which stateful engines live; needed by <see cref="AddContactPolicy"/> unless the host has registered one.</summary>
    /// <param name="time">Mostly the system's; a fake one in tests.</param>
    public LoyaltyBuilder UseClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Services.TryAddSingleton(time);
        return this;
    }

    /// <summary>Takes in Loyalty.Core's identity resolution: an <see cref="IdentityResolver"/>.</summary>
    /// <param name="change">Changes the options, such as <c>o => o with { DefaultRegion = "RU" }</c>; null for the defaults.</param>
    public LoyaltyBuilder AddIdentity(Func<IdentityOptions, IdentityOptions>? change = null)
    {
        Services.AddRecord(new RecordDefaults<IdentityOptions>(nameof(IdentityOptions), () => new IdentityOptions()), change);
        Services.TryAddSingleton(s => new IdentityResolver(Of<IdentityOptions>(s)));
        return this;
    }

    /// <summary>Takes in Loyalty.Segmentation: a <see cref="FavouriteDay"/>, and the options with which models are fitted.</summary>
    /// <param name="change">Changes the options, such as <c>o => o with { Rfm = new RfmOptions { Bins = 10 } }</c>; null for the defaults.</param>
    public LoyaltyBuilder AddSegmentation(Func<SegmentationOptions, SegmentationOptions>? change = null)
    {
        Services.AddRecord(new RecordDefaults<SegmentationOptions>(nameof(SegmentationOptions), () => new SegmentationOptions()), change);
        Services.TryAddSingleton(s => new FavouriteDay(Of<SegmentationOptions>(s).FavouriteDay));
        return this;
    }

    /// <summary>Takes in Loyalty.ContactPolicy: a <see cref="ContactMatrix"/>, a <see cref="ContactGate"/> and a <see cref="ContactLedger"/>. A host without time zone data fails at its start.</summary>
    /// <param name="change">Gives the matrix at least: <c>o => o with { Matrix = ContactMatrix.Parse(json) }</c>.</param>
    public LoyaltyBuilder AddContactPolicy(Func<ContactPolicyOptions, ContactPolicyOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Services.AddRecord(new RecordDefaults<ContactPolicyOptions>(nameof(ContactPolicyOptions), () => new ContactPolicyOptions()), change);
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ContactPolicyOptions>, Check<ContactPolicyOptions>>(
            s => new Check<ContactPolicyOptions>(o => o.Matrix is null
                ? "Matrix is not set, and without rules everything might be sent; set it, such as o => o with { Matrix = ContactMatrix.Parse(json) }."
                : s.GetService<TimeProvider>() is null
                    ? "no TimeProvider is registered, and the ledger needs a clock; call UseClock(TimeProvider.System)."
                    : ZoneFault())));
        Services.TryAddSingleton(s => Of<ContactPolicyOptions>(s).Matrix!);
        Services.TryAddSingleton(s => new ContactGate(s.GetRequiredService<ContactMatrix>()));
        Services.TryAddSingleton(s => new ContactLedger(
            s.GetRequiredService<ContactGate>(), s.GetRequiredService<TimeProvider>(), Of<ContactPolicyOptions>(s).Ledger));
        return this;
    }

    /// <summary>Takes in Loyalty.Offers: an <see cref="EffectAnalysis"/>.</summary>
    /// <param name="change">Changes the options; null for the defaults.</param>
    public LoyaltyBuilder AddOffers(Func<OffersOptions, OffersOptions>? change = null)
    {
        Services.AddRecord(new RecordDefaults<OffersOptions>(nameof(OffersOptions), () => new OffersOptions()), change);
        Services.TryAddSingleton(s => new EffectAnalysis(Of<OffersOptions>(s).Effect));
        return this;
    }

    /// <summary>Takes in Loyalty.Nps: a <see cref="SurveyBook"/>, a <see cref="CaseBook"/>, an <see cref="NpsRanking"/> and, where its limits are set, a <see cref="SorryBonusBook"/>.</summary>
    /// <param name="change">Changes the options, such as <c>o => o with { Survey = new SurveyOptions { Delay = … } }</c>; null for the defaults.</param>
    public LoyaltyBuilder AddNps(Func<NpsOptions, NpsOptions>? change = null)
    {
        Services.AddRecord(new RecordDefaults<NpsOptions>(nameof(NpsOptions), () => new NpsOptions()), change);
        Services.TryAddSingleton(s => new SurveyBook(Of<NpsOptions>(s).Survey));
        Services.TryAddSingleton(s => new CaseBook(Of<NpsOptions>(s).Feedback));
        Services.TryAddSingleton(s => new NpsRanking(Of<NpsOptions>(s).Ranking));
        Services.TryAddSingleton(s => new SorryBonusBook(Of<NpsOptions>(s).SorryBonus
            ?? throw new InvalidOperationException("NpsOptions.SorryBonus is not set; a retailer states its own limits: AddNps(o => o with { SorryBonus = … }).")));
        return this;
    }

    /// <summary>Takes in Loyalty.Pos: a <see cref="PricingSession"/> for each lane that asks for one, and the <see cref="Catalogue"/> where one is set.</summary>
    /// <param name="change">Changes the options, such as <c>o => o with { Catalogue = Catalogue.Parse(json) }</c>; null for the defaults.</param>
    public LoyaltyBuilder AddPos(Func<PosOptions, PosOptions>? change = null)
    {
        Services.AddRecord(new RecordDefaults<PosOptions>(nameof(PosOptions), () => new PosOptions()), change);
        Services.TryAddSingleton(s => Of<PosOptions>(s).Catalogue
            ?? throw new InvalidOperationException("PosOptions.Catalogue is not set; start with one, AddPos(o => o with { Catalogue = Catalogue.Parse(json) }), or bring one to each Price."));
        Services.TryAddTransient(s => new PricingSession(Of<PosOptions>(s).Pricing));
        return this;
    }

    /// <summary>Without time zone data no guest's night is known, and every guest with a zone would be refused.</summary>
    private static string? ZoneFault()
    {
        try
        {
            Zone.RequireData();
            return null;
        }
        catch (InvalidOperationException missing)
        {
            return missing.Message;
        }
    }

    private static TOptions Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(IServiceProvider services)
        where TOptions : class => services.GetRequiredService<IOptions<TOptions>>().Value;
}
