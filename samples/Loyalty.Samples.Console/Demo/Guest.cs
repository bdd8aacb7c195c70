using Loyalty.Core;
using Loyalty.Core.Consent;
using Loyalty.Core.Identity;

namespace Loyalty.Samples.Demo;

/// <summary>One profile as the rest of the demo sees it.</summary>
/// <param name="Id">The dense id by which the libraries know the guest.</param>
/// <param name="Profile">The merged records.</param>
/// <param name="Cards">The shop's customer numbers that belong to the guest, places in <see cref="Shop.Cards"/>; empty for guests of the other partners only.</param>
/// <param name="Partners">The partners that know the guest.</param>
/// <param name="Consents">What the guest said about being written to, in any of the files.</param>
/// <param name="Country">The country of the first card; the United Kingdom without one.</param>
internal sealed record Guest(CustomerId Id, IdentityProfile Profile, IReadOnlyList<int> Cards, IReadOnlyList<PartnerId> Partners, ConsentBook Consents, string Country)
{
    /// <summary>Whether the guest has bought at the shop.</summary>
    public bool HasReceipts => Cards.Count > 0;

    /// <summary>The guest's name as the first record that has one spells it.</summary>
    public string Name => Profile.Records.Where(r => r.GivenName is not null && r.Surname is not null).Select(r => $"{r.GivenName} {r.Surname}").FirstOrDefault() ?? "";
}
