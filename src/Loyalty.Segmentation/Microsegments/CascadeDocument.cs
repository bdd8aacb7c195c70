using System.Collections.Immutable;
using System.Text.Json;
using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>Reads a cascade's JSON; every fault names its line.</summary>
internal static class CascadeDocument
{
    // The widest range in which PlacedJson's exact decimals leave room for any money.
    private const decimal Widest = 1_000_000_000_000_000_000;

    public static Cascade Read(string json, IReadOnlyCollection<GuestAttribute> attributes)
    {
        Dictionary<string, GuestAttribute> known = Cascade.ByName(attributes);
        PlacedJson root = PlacedJson.Parse(json).Only("a cascade", "steps", "$schema");
        _ = root["$schema"]?.Text("'$schema'");
        PlacedJson list = root.Required("steps", "a cascade");
        ImmutableArray<CascadeStep>.Builder steps = ImmutableArray.CreateBuilder<CascadeStep>();
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (PlacedJson item in list.List("'steps'"))
        {
            PlacedJson step = item.Only("a step", "name", "where", "not");
            PlacedJson name = step.Required("name", "a step");
            if (string.IsNullOrWhiteSpace(name.Text("'name'")) || !names.Add(name.Text("'name'")))
            {
                throw name.Fault($"each step needs a name of its own, but '{name.Text("'name'")}' is empty or stands twice");
            }

            ImmutableArray<Condition> where = Where(step.Required("where", $"the step '{name.Text("'name'")}'"), known);
            if (step["not"] is { } not)
            {
                where = not.Token == JsonTokenType.StartObject ? [.. where, Condition.NotAll(Where(not, known))]
                    : not.Flag("'not'") ? [Condition.NotAll(where)] : where;
            }

            steps.Add(new CascadeStep(name.Text("'name'"), where));
        }

        return steps.Count > 0 ? new Cascade(steps.ToImmutable()) : throw list.Fault("a cascade needs at least one step");
    }

    private static ImmutableArray<Condition> Where(PlacedJson where, Dictionary<string, GuestAttribute> known)
    {
        if (where.Token != JsonTokenType.StartObject || where.Members.Count == 0)
        {
            throw where.Fault("'where' must be an object with at least one attribute, such as {\"lifecycle\": [\"active\"]}");
        }

        ImmutableArray<Condition>.Builder conditions = ImmutableArray.CreateBuilder<Condition>();
        foreach ((string name, PlacedJson value) in where.Members)
        {
            if (name == "not")
            {
                conditions.Add(Condition.NotAll(Where(value, known)));
                continue;
            }

            if (!known.TryGetValue(name, out GuestAttribute? attribute))
            {
                throw value.Fault($"there is no attribute '{name}'; did you mean '{NearestName.Of(name, known.Keys)}'? Known are {string.Join(", ", known.Keys)}");
            }

            try
            {
                conditions.Add(Read(value, attribute));
            }
            catch (ArgumentException e)
            {
                throw value.Fault(e.ParamName is null ? e.Message : e.Message.Split(" (Parameter", 2)[0]);
            }
        }

        return conditions.ToImmutable();
    }

    private static Condition Read(PlacedJson value, GuestAttribute attribute)
    {
        string what = $"'{attribute.Name}'";
        if (value.Token == JsonTokenType.StartArray)
        {
            return attribute.IsNumber
                ? Condition.OneOf(attribute, [.. value.Items.Select(i => i.Number("each of " + what, -Widest, Widest))])
                : Condition.OneOf(attribute, value.Texts(what));
        }

        if (value.Token != JsonTokenType.StartObject)
        {
            throw value.Fault($"{what} needs a list of values such as {(attribute.IsNumber ? "[4, 5]" : "[\"…\"]")}, or min and max");
        }

        _ = value.Only(what, "min", "max", "not");
        if (value["not"] is { } not && not.Token is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            return value.Members.Count == 1 ? Condition.Not(Read(not, attribute)) : throw value.Fault($"{what} has 'not' beside min or max; put these inside 'not'");
        }

        Condition between = Condition.Between(attribute, value["min"]?.Number("'min'", -Widest, Widest), value["max"]?.Number("'max'", -Widest, Widest));
        return value["not"]?.Flag("'not'") == true ? Condition.Not(between) : between;
    }
}
