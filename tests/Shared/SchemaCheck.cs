using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loyalty.Testing;

/// <summary>The keywords of JSON Schema that the published schemas use; any other fails the test.</summary>
internal static class SchemaCheck
{
    public static bool Accepts(JsonElement schema, JsonElement value) => Accepts(schema, value, schema);

    private static bool Accepts(JsonElement schema, JsonElement value, JsonElement root) => schema.EnumerateObject().All(keyword => keyword.Name switch
    {
        "$schema" or "title" or "description" or "$defs" => true,
        "properties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(m => !keyword.Value.TryGetProperty(m.Name, out JsonElement member) || Accepts(member, m.Value, root)),
        "$ref" => Accepts(root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), value, root),
        "type" => keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Any(t => IsOf(t.GetString()!, value)) : IsOf(keyword.Value.GetString()!, value),
        "enum" => keyword.Value.EnumerateArray().Any(e => Same(e, value)),
        "const" => Same(keyword.Value, value),
        "anyOf" => keyword.Value.EnumerateArray().Any(s => Accepts(s, value, root)),
        "allOf" => keyword.Value.EnumerateArray().All(s => Accepts(s, value, root)),
        "not" => !Accepts(keyword.Value, value, root),
        "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(m => schema.TryGetProperty("properties", out JsonElement named)
            && named.TryGetProperty(m.Name, out JsonElement member) ? Accepts(member, m.Value, root) : keyword.Value.ValueKind == JsonValueKind.Object && Accepts(keyword.Value, m.Value, root)),
        "minProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() >= keyword.Value.GetInt32(),
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
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && decimal.IsInteger(value.GetDecimal()),
        _ => throw new NotSupportedException($"The schema uses the type '{type}'; teach it to the check."),
    };
}
