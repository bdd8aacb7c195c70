using System.Globalization;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.ContactPolicy.Records;
using Loyalty.Core;
using Loyalty.Core.Consent;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Writes decisions down, and decides them again.</summary>
internal static class RecordKeeping
{
    public static ContactRecord Record(ContactGate gate, in ContactRequest request, ReadOnlySpan<Contact> history, string? reference)
    {
        MatrixCell cell = gate.Matrix.CellOf(request).For(request.Guest);
        long sight = Math.Max(gate.Matrix.Sight.Ticks, request.Guest?.Limits?.Sight.Ticks ?? 0);
        List<Contact> seen = [];
        foreach (ref readonly Contact contact in history)
        {
            if (contact.At.UtcTicks >= request.At.UtcTicks - sight)
            {
                seen.Add(contact with { Customer = CustomerId.None, At = contact.At.ToUniversalTime() });
            }
        }

        Dictionary<ConsentPurpose, ConsentState> consent = [];
        Dictionary<PartnerId, Dictionary<ConsentPurpose, ConsentState>> carried = [];
        foreach (CompiledRule rule in cell.Consents)
        {
            consent[rule.Purpose] = State(request, rule.Purpose, request.Partner);
            foreach (PartnerId partner in request.Carried)
            {
                carried.TryAdd(partner, []);
                carried[partner][rule.Purpose] = State(request, rule.Purpose, partner);
            }
        }

        return new ContactRecord
        {
            Reference = reference,
            MatrixVersion = gate.Matrix.Version,
            Partner = request.Partner,
            Carried = request.Carried,
            Channel = request.Channel,
            Kind = request.Kind,
            At = request.At.ToUniversalTime(),
            Zone = request.Zone,
            Sensitivity = request.Guest?.Sensitivity ?? ContactSensitivity.Unknown,
            Segments = [.. (request.Guest?.Segments ?? []).Order(StringComparer.Ordinal)],
            Consent = consent,
            CarriedConsent = carried.ToDictionary(c => c.Key, c => (IReadOnlyDictionary<ConsentPurpose, ConsentState>)c.Value),
            LimitsVersion = request.Guest?.Limits?.Version,
            HistoryIsKnown = request.Guest?.HistoryIsKnown ?? true,
            History = [.. seen.OrderBy(c => c.At)],
            Explanation = gate.Explain(request, history),
        };
    }

    public static ContactReplay Replay(ContactGate gate, ContactRecord record, ContactMatrix? limits)
    {
        GuestFacts guest = new()
        {
            Sensitivity = record.Sensitivity,
            Segments = record.Segments,
            Consent = GuestConsent.Of(record.Consent, record.CarriedConsent),
            Limits = limits,
            HistoryIsKnown = record.HistoryIsKnown,
        };
        ContactRequest request = new(CustomerId.None, record.Partner, record.Channel, record.Kind, record.At, record.Zone) { Guest = guest, Carried = record.Carried };
        ContactExplanation now = gate.Explain(request, [.. record.History]);
        List<ReplayDifference> differences = [];
        Compare(differences, "matrix", record.MatrixVersion, gate.Matrix.Version);
        Compare(differences, "limits", record.LimitsVersion ?? "none", limits?.Version ?? "none");
        Compare(differences, "decision", Show(record.Explanation), Show(now));
        ILookup<string, RuleFinding> before = record.Explanation.Findings.ToLookup(f => f.Rule, StringComparer.Ordinal);
        ILookup<string, RuleFinding> after = now.Findings.ToLookup(f => f.Rule, StringComparer.Ordinal);
        foreach (string rule in record.Explanation.Findings.Concat(now.Findings).Select(f => f.Rule).Distinct(StringComparer.Ordinal))
        {
            Compare(differences, "rule " + rule, Show(before[rule]), Show(after[rule]));
        }

        return new ContactReplay(now, differences);
    }

    private static ConsentState State(in ContactRequest request, ConsentPurpose purpose, PartnerId partner) =>
        request.Guest?.Consent?.State(purpose, request.Channel, partner) ?? ConsentState.Unknown;

    private static void Compare(List<ReplayDifference> differences, string what, string recorded, string now)
    {
        if (recorded != now)
        {
            differences.Add(new ReplayDifference(what, recorded, now));
        }
    }

    private static string Show(ContactExplanation explanation) => string.Join(' ', new[]
    {
        explanation.IsExempt ? "exempt," : "", explanation.Decision.Outcome.ToString().ToLowerInvariant(), explanation.Decision.Rule,
        explanation.Decision.NextAllowedAt is { } next ? "until " + RecordJson.Show(next) : "",
    }.Where(p => !string.IsNullOrEmpty(p)));

    private static string Show(IEnumerable<RuleFinding> findings) => findings.Any()
        ? string.Join("; ", findings.Select(f => string.Create(CultureInfo.InvariantCulture,
            $"{(f.Refuses ? "refuses" : "allows")}, {f.Counted} of {f.Max}, {(f.FreeAt is { } free ? "free at " + RecordJson.Show(free) : "never free")}{(f.Consent is { } said ? ", " + said.ToString().ToLowerInvariant() : "")}")))
        : "not looked at";
}
