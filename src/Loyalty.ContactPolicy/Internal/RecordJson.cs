using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.ContactPolicy.Records;
using Loyalty.Core;
using Loyalty.Core.Consent;
using Loyalty.Core.Internal;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Writes and reads records.</summary>
internal static class RecordJson
{
    private const string Format = "contact-decision-1";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static string Show(DateTimeOffset at) => at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static string Write(ContactRecord record)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            Optional(json, "reference", record.Reference);
            json.WriteString("matrixVersion", record.MatrixVersion);
            json.WriteStartObject("request");
            Names(json, new Contact(CustomerId.None, record.Partner, record.Channel, record.Kind, record.At) { Carried = record.Carried });
            json.WriteString("timeZone", record.Zone.ToString());
            json.WriteEndObject();
            WriteGuest(json, record);
            json.WriteStartArray("history");
            foreach (Contact contact in record.History)
            {
                json.WriteStartObject();
                Names(json, contact);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteDecision(json, record.Explanation);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static ContactRecord Read(PlacedJson root)
    {
        root.Only("the record", "format", "reference", "matrixVersion", "request", "guest", "history", "decision", "forPartner", "isExempt", "findings");
        PlacedJson format = root.Required("format", "the record");
        if (format.Text("format") != Format)
        {
            throw format.Fault($"format must be {Format}, not '{format.Text("format")}'");
        }

        PlacedJson request = root.Required("request", "the record").Only("request", "partner", "carried", "channel", "kind", "at", "timeZone");
        PlacedJson guest = root.Required("guest", "the record").Only("guest", "sensitivity", "segments", "consent", "carriedConsent", "limitsVersion", "historyIsKnown");
        string version = root.Required("matrixVersion", "the record").Text("matrixVersion");
        Contact asked = ReadNames(request);
        return new ContactRecord
        {
            Reference = root["reference"]?.Text("reference"),
            MatrixVersion = version,
            Partner = asked.Partner,
            Carried = asked.Carried,
            Channel = asked.Channel,
            Kind = asked.Kind,
            At = asked.At,
            Zone = request.Required("timeZone", "request").Text("timeZone") switch { "matrix" => default, "unknown" => GuestZone.Unknown, string name => GuestZone.Named(name) },
            Sensitivity = One<ContactSensitivity>(guest.Required("sensitivity", "guest"), "sensitivity"),
            Segments = guest["segments"]?.Texts("segments") ?? [],
            Consent = ReadConsent(guest["consent"]),
            CarriedConsent = (guest["carriedConsent"]?.Members ?? []).ToDictionary(m => Named(m.Value, m.Key, "partner", PartnerId.TryCreate, out PartnerId p) ? p : default, IReadOnlyDictionary<ConsentPurpose, ConsentState> (m) => ReadConsent(m.Value)),
            LimitsVersion = guest["limitsVersion"]?.Text("limitsVersion"),
            HistoryIsKnown = guest["historyIsKnown"]?.Flag("historyIsKnown") ?? true,
            History = [.. root.Required("history", "the record").List("history").Select(c => ReadNames(c.Only("a contact", "partner", "carried", "channel", "kind", "at")))],
            Explanation = ReadDecision(root, version),
        };
    }

    private static void WriteGuest(Utf8JsonWriter json, ContactRecord record)
    {
        json.WriteStartObject("guest");
        json.WriteString("sensitivity", Lower(record.Sensitivity));
        json.WriteStartArray("segments");
        foreach (string segment in record.Segments)
        {
            json.WriteStringValue(segment);
        }

        json.WriteEndArray();
        WriteConsent(json, "consent", record.Consent);
        if (record.CarriedConsent.Count > 0)
        {
            json.WriteStartObject("carriedConsent");
            foreach ((PartnerId partner, IReadOnlyDictionary<ConsentPurpose, ConsentState> consent) in record.CarriedConsent.OrderBy(c => c.Key))
            {
                WriteConsent(json, partner.Value, consent);
            }

            json.WriteEndObject();
        }

        Optional(json, "limitsVersion", record.LimitsVersion);
        json.WriteBoolean("historyIsKnown", record.HistoryIsKnown);
        json.WriteEndObject();
    }

    private static void WriteConsent(Utf8JsonWriter json, string name, IReadOnlyDictionary<ConsentPurpose, ConsentState> consent)
    {
        json.WriteStartObject(name);
        foreach ((ConsentPurpose purpose, ConsentState state) in consent.OrderBy(c => c.Key))
        {
            json.WriteString(purpose.Value, Lower(state));
        }

        json.WriteEndObject();
    }

    private static Dictionary<ConsentPurpose, ConsentState> ReadConsent(PlacedJson? consent) =>
        (consent?.Members ?? []).ToDictionary(m => Named(m.Value, m.Key, "a purpose", ConsentPurpose.TryCreate, out ConsentPurpose p) ? p : default, m => One<ConsentState>(m.Value, m.Key));

    private static void WriteDecision(Utf8JsonWriter json, ContactExplanation explanation)
    {
        json.WriteStartObject("decision");
        json.WriteString("outcome", Lower(explanation.Decision.Outcome));
        Optional(json, "rule", explanation.Decision.Rule);
        Optional(json, "nextAllowedAt", explanation.Decision.NextAllowedAt is { } next ? Show(next) : null);
        json.WriteEndObject();
        PartnerAnswer answer = explanation.Decision.ForPartner();
        json.WriteStartObject("forPartner");
        json.WriteBoolean("isAllowed", answer.IsAllowed);
        Optional(json, "noSlotUntil", answer.NoSlotUntil is { } until ? Show(until) : null);
        json.WriteEndObject();
        json.WriteBoolean("isExempt", explanation.IsExempt);
        json.WriteStartArray("findings");
        foreach (RuleFinding finding in explanation.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteString("kind", Lower(finding.Kind));
            json.WriteBoolean("refuses", finding.Refuses);
            json.WriteNumber("counted", finding.Counted);
            json.WriteNumber("max", finding.Max);
            Optional(json, "freeAt", finding.FreeAt is { } free ? Show(free) : null);
            Optional(json, "consent", finding.Consent is { } said ? Lower(said) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ContactExplanation ReadDecision(PlacedJson root, string version)
    {
        PlacedJson decision = root.Required("decision", "the record").Only("decision", "outcome", "rule", "nextAllowedAt");
        return new ContactExplanation(
            new ContactDecision(One<ContactOutcome>(decision.Required("outcome", "decision"), "outcome"), decision["rule"]?.Text("rule"), decision["nextAllowedAt"] is { } next ? At(next, "nextAllowedAt") : null),
            version,
            root.Required("isExempt", "the record").Flag("isExempt"),
            [.. root.Required("findings", "the record").List("findings").Select(f => ReadFinding(f.Only("a finding", "rule", "kind", "refuses", "counted", "max", "freeAt", "consent")))]);
    }

    private static RuleFinding ReadFinding(PlacedJson finding) => new(
        finding.Required("rule", "a finding").Text("rule"), One<ContactRuleKind>(finding.Required("kind", "a finding"), "kind"), finding.Required("refuses", "a finding").Flag("refuses"),
        (int)finding.Required("counted", "a finding").Integer("counted", 0, int.MaxValue), (int)finding.Required("max", "a finding").Integer("max", 0, int.MaxValue),
        finding["freeAt"] is { } free ? At(free, "freeAt") : null)
    {
        Consent = finding["consent"] is { } said ? One<ConsentState>(said, "consent") : null,
    };

    private static void Names(Utf8JsonWriter json, in Contact contact)
    {
        json.WriteString("partner", contact.Partner.Value);
        if (contact.Carried.Count > 0)
        {
            json.WriteStartArray("carried");
            foreach (PartnerId partner in contact.Carried)
            {
                json.WriteStringValue(partner.Value);
            }

            json.WriteEndArray();
        }

        json.WriteString("channel", contact.Channel.Value);
        json.WriteString("kind", contact.Kind.Value);
        json.WriteString("at", Show(contact.At));
    }

    private static Contact ReadNames(PlacedJson node)
    {
        PlacedJson partner = node.Required("partner", "it");
        PlacedJson channel = node.Required("channel", "it");
        PlacedJson kind = node.Required("kind", "it");
        return new Contact(CustomerId.None,
            Named(partner, partner.Text("partner"), "partner", PartnerId.TryCreate, out PartnerId p) ? p : default,
            Named(channel, channel.Text("channel"), "channel", Channel.TryCreate, out Channel c) ? c : default,
            Named(kind, kind.Text("kind"), "kind", ContactKind.TryCreate, out ContactKind k) ? k : default,
            At(node.Required("at", "it"), "at"))
        {
            Carried = node["carried"] is { } carried ? [.. carried.Texts("carried").Select(t => Named(carried, t, "partner", PartnerId.TryCreate, out PartnerId one) ? one : default)] : default,
        };
    }

    private delegate bool Maker<T>(string? name, out T made);

    private static bool Named<T>(PlacedJson node, string name, string what, Maker<T> make, out T made) => make(name, out made)
        ? true
        : throw node.Fault($"{what} must be 1 to 128 characters without control characters and without white space at either end, but it is '{name}'");

    private static DateTimeOffset At(PlacedJson node, string what) =>
        DateTime.TryParseExact(node.Text(what), InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime at)
            && at.Year is >= 1900 and < 3100
            ? new DateTimeOffset(at, TimeSpan.Zero)
            : throw node.Fault($"{what} must be an instant of the years 1900 to 3099 as 2026-03-01T12:00:00Z, not '{node.Text(what)}'");

    private static T One<T>(PlacedJson node, string what)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (Lower(value) == node.Text(what))
            {
                return value;
            }
        }

        throw node.Fault($"{what} must be one of {string.Join(", ", Enum.GetValues<T>().Select(Lower))}, not '{node.Text(what)}'");
    }

    /// <summary>A name as documents write it: <c>quiet-hours</c>.</summary>
    private static string Lower<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
