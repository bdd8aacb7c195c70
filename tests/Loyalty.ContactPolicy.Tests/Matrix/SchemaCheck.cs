using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loyalty.ContactPolicy.Tests.Matrix;

/// <summary>The keywords of JSON Schema that the matrix's schema uses; any other fails the test.</summary>
internal static class SchemaCheck
{
    public static bool Accepts(JsonElement schema, JsonElement value) => Accepts(schema, value, schema);

    private static bool Accepts(JsonElement schema, JsonElement value, JsonElement root) => schema.EnumerateObject().All(keyword => keyword.Name switch
    {
        "$schema" or "title" or "description" or "$defs" or "properties" => true,
        "$ref" => Accepts(root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), value, root),
        "type" => IsOf(keyword.Value.GetString()!, value),
        "enum" => keyword.Value.EnumerateArray().Any(e => Same(e, value)),
        "const" => Same(keyword.Value, value),
        "anyOf" => keyword.Value.EnumerateArray().Any(s => Accepts(s, value, root)),
        "allOf" => keyword.Value.EnumerateArray().All(s => Accepts(s, value, root)),
        "not" => !Accepts(keyword.Value, value, root),
        "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _)),
        "additionalProperties" => !keyword.Value.GetBoolean() && (value.ValueKind != JsonValueKind.Object || value.EnumerateObject()
            .All(m => schema.GetProperty("properties").TryGetProperty(m.Name, out JsonElement member) && Accepts(member, m.Value, root))),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(i => Accepts(keyword.Value, i, root)),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(),
        "uniqueItems" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Select(i => i.GetRawText()).Distinct().Count() == value.GetArrayLength(),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(5)),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal(),
        _ => throw new NotSupportedException($"The schema uses the keyword '{keyword.Name}'; teach it to the check."),
    });

    private static bool Same(JsonElement one, JsonElement other) => one.ValueKind == other.ValueKind && one.GetString() == other.GetString();

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && decimal.IsInteger(value.GetDecimal()),
        _ => throw new NotSupportedException($"The schema uses the type '{type}'; teach it to the check."),
    };
}
