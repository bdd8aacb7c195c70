using System.Globalization;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>All that a decision reads of a request but its instant, as one text: equal for requests that are decided alike. Names hold no control characters, so these part them.</summary>
internal static class RequestText
{
    private const char Part = '\n';
    private const char Name = '\t';

    public static string Of(in ContactRequest request)
    {
        string message = string.Join(Part, request.Partner, request.Channel, request.Kind, request.Zone, string.Join(Name, request.Carried.Partners.ToArray()));
        return request.Guest is { } guest ? message + Part + Facts(guest, request) : message;
    }

    private static string Facts(GuestFacts guest, ContactRequest request)
    {
        PartnerId[] partners = [request.Partner, .. request.Carried];
        IEnumerable<string> said = guest.Consent?.Purposes.SelectMany(_ => partners, (purpose, partner) =>
            string.Create(CultureInfo.InvariantCulture, $"{purpose.Value}{Name}{partner.Value}{Name}{guest.Consent.State(purpose, request.Channel, partner)}")) ?? [];
        return string.Join(Part, guest.Sensitivity, guest.HistoryIsKnown, guest.Limits?.Version, string.Join(Name, guest.Segments.Distinct().Order(StringComparer.Ordinal)), string.Join(Part, said));
    }
}
