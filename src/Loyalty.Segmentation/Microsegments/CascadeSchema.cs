using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>A JSON schema of the cascades over given attributes, so that an editor offers their names and values and marks what would be refused.</summary>
/// <remarks>
/// The published <c>cascade.schema.json</c> allows any attribute. What no schema says is said when the document is read: names of steps are
/// unique, a min is not above its max.
/// </remarks>
public static class CascadeSchema
{
    /// <summary>Writes the schema.</summary>
    /// <param name="attributes">What is known of each guest.</param>
    /// <returns>JSON Schema, draft 2020-12.</returns>
    /// <exception cref="ArgumentException">Two attributes share a name.</exception>
    public static string For(IReadOnlyCollection<GuestAttribute> attributes)
    {
        _ = Cascade.ByName(attributes);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, attributes);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyCollection<GuestAttribute> attributes)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", "Cascade");
        writer.WriteString("type", "object");
        writer.WriteBoolean("additionalProperties", false);
        Names(writer, "required", ["steps"]);
        writer.WriteStartObject("properties");
        writer.WriteRawMember("$schema", """{ "type": ["string", "null"] }""");
        writer.WriteRawMember("steps", """{ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/step" } }""");
        writer.WriteEndObject();
        writer.WriteStartObject("$defs");
        writer.WriteRawMember("step", """
            { "type": "object", "additionalProperties": false, "required": ["name", "where"], "properties": {
              "name": { "type": "string", "pattern": "\\S" }, "where": { "$ref": "#/$defs/where" },
              "not": { "anyOf": [{ "type": "boolean" }, { "type": "null" }, { "$ref": "#/$defs/where" }] } } }
            """);
        writer.WriteRawMember("number", """{ "type": "number", "minimum": -1000000000000000000, "maximum": 1000000000000000000 }""");
        writer.WriteRawMember("end", """{ "anyOf": [{ "$ref": "#/$defs/number" }, { "type": "null" }] }""");
        writer.WriteRawMember("numbers", """{ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/number" } }""");
        writer.WriteRawMember("numberCondition", """
            { "anyOf": [{ "$ref": "#/$defs/numbers" },
              { "type": "object", "additionalProperties": false, "required": ["not"], "properties": { "not": { "$ref": "#/$defs/numberCondition" } } },
              { "type": "object", "additionalProperties": false, "properties": { "min": { "$ref": "#/$defs/end" }, "max": { "$ref": "#/$defs/end" }, "not": { "type": ["boolean", "null"] } },
                "anyOf": [{ "required": ["min"], "properties": { "min": { "type": "number" } } }, { "required": ["max"], "properties": { "max": { "type": "number" } } }] }] }
            """);
        writer.WriteStartObject("where");
        writer.WriteString("type", "object");
        writer.WriteNumber("minProperties", 1);
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        writer.WriteRawMember("not", """{ "$ref": "#/$defs/where" }""");
        int place = 0;
        foreach (GuestAttribute attribute in attributes)
        {
            writer.WriteRawMember(attribute.Name, $$"""{ "$ref": "#/$defs/{{(attribute.IsNumber ? "numberCondition" : Text(place))}}" }""");
            place++;
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        place = 0;
        foreach (GuestAttribute attribute in attributes)
        {
            if (!attribute.IsNumber)
            {
                TextCondition(writer, Text(place), attribute);
            }

            place++;
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Text(int place) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"text{place}");

    private static void TextCondition(Utf8JsonWriter writer, string name, GuestAttribute attribute)
    {
        writer.WriteStartObject(name);
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        writer.WriteString("type", "array");
        writer.WriteNumber("minItems", 1);
        writer.WriteStartObject("items");
        if (attribute.KnownValues.IsEmpty)
        {
            writer.WriteString("type", "string");
        }
        else
        {
            Names(writer, "enum", [.. attribute.KnownValues]);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteRawValue($$"""{ "type": "object", "additionalProperties": false, "required": ["not"], "properties": { "not": { "$ref": "#/$defs/{{name}}" } } }""");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter writer, string member, IReadOnlyList<string> names)
    {
        writer.WriteStartArray(member);
        foreach (string name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static void WriteRawMember(this Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json);
    }
}
