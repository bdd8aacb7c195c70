namespace Loyalty.Core.Internal;

/// <summary>The one rule for all short names that a host invents: partners, stores, SKUs, categories, channels, purposes, offers.</summary>
internal static class Code
{
    public const int MaxLength = 128;

    public static string Check(string value, string what)
    {
        ArgumentNullException.ThrowIfNull(value, what);
        if (Fault(value) is { } fault)
        {
            throw new ArgumentException(
                $"A {what} must be 1 to {MaxLength} characters without control characters and without white space at either end, but '{value}' {fault}.",
                what);
        }

        return value;
    }

    public static bool IsValid(string? value) => value is not null && Fault(value) is null;

    private static string? Fault(string value)
    {
        if (value.Length == 0)
        {
            return "is empty";
        }

        if (value.Length > MaxLength)
        {
            return $"has {value.Length} characters";
        }

        if (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
        {
            return "begins or ends with white space";
        }

        foreach (char c in value)
        {
            if (char.IsControl(c))
            {
                return "holds a control character";
            }
        }

        return null;
    }
}
