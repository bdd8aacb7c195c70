namespace Loyalty.ContactPolicy.Internal;

/// <summary>Lists of names in a matrix: at least one, each once; <c>*</c> stands for every name.</summary>
internal static class Names
{
    public const string Every = "*";

    /// <summary>What is wrong with a list, or null.</summary>
    public static string? Fault(string what, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return $"{what} must name at least one, or [\"*\"] for every one, but the list is empty";
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!Core.Channel.TryCreate(name, out _))
            {
                return $"each of {what} must be 1 to 128 characters without control characters and without white space at either end, but one is '{name}'";
            }

            if (!seen.Add(name))
            {
                return $"{what} names '{name}' twice; name each once";
            }
        }

        return null;
    }

    /// <summary>The names as a set; null for every name.</summary>
    public static HashSet<string>? Set(IEnumerable<string> names)
    {
        HashSet<string> set = new(names, StringComparer.Ordinal);
        return set.Contains(Every) ? null : set;
    }
}
