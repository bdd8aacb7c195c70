namespace Loyalty.ContactPolicy.Internal;

/// <summary>The sensitivities and segments that a matrix names, a bit for each, and which guests they are.</summary>
internal sealed class Audience
{
    public const int MostSegments = 60;
    private const int FirstSegment = 4;
    private const ulong EverySensitivity = 0b1110;

    private readonly Dictionary<string, int> segments = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the guests that a rule names, or null.</summary>
    public static string? Fault(IReadOnlyList<ContactSensitivity> sensitivities, IReadOnlyList<string> segments) =>
        (segments.Count > 0 ? Names.Fault("segments", segments) : null)
        ?? (segments.Contains(Names.Every) ? "segments names '*'; leave segments out for every guest" : null)
        ?? (sensitivities.Any(s => s is < ContactSensitivity.Low or > ContactSensitivity.High)
            ? "each of sensitivities must be low, medium or high; a guest whose sensitivity is not known obeys the rules of all" : null);

    /// <summary>The bits of a rule that names some guests; zero where it concerns every guest.</summary>
    /// <exception cref="ArgumentException">The matrix names too many segments.</exception>
    public ulong Of(IReadOnlyList<ContactSensitivity> sensitivities, IReadOnlyList<string> named)
    {
        ulong bits = 0;
        foreach (ContactSensitivity sensitivity in sensitivities)
        {
            bits |= 1UL << (int)sensitivity;
        }

        foreach (string segment in named)
        {
            if (!segments.TryGetValue(segment, out int bit))
            {
                bit = segments.Count < MostSegments ? segments.Count + FirstSegment
                    : throw new ArgumentException($"The matrix names more than {MostSegments} segments, the most it takes; join segments that have the same rules.");
                segments.Add(segment, bit);
            }

            bits |= 1UL << bit;
        }

        return bits;
    }

    /// <summary>The bits of a rule.</summary>
    public ulong Of(Matrix.ContactRule rule) => Of(rule.Sensitivities, rule.Segments);

    /// <summary>The bits of a guest. A sensitivity that is not known is all of them.</summary>
    public ulong Of(GuestFacts? guest)
    {
        ulong bits = guest is { Sensitivity: >= ContactSensitivity.Low and <= ContactSensitivity.High } known ? 1UL << (int)known.Sensitivity : EverySensitivity;
        if (guest is not null)
        {
            foreach (string segment in guest.Segments)
            {
                bits |= segments.TryGetValue(segment, out int bit) ? 1UL << bit : 0;
            }
        }

        return bits;
    }

    /// <summary>Whether a rule with some bits concerns a guest with others: one of its sensitivities, and one of its segments.</summary>
    public static bool Concerns(ulong rule, ulong guest) =>
        ((rule & EverySensitivity) == 0 || (rule & guest & EverySensitivity) != 0) && ((rule & ~EverySensitivity) == 0 || (rule & guest & ~EverySensitivity) != 0);

    /// <summary>Whether a rule with some bits concerns every guest that one with others concerns.</summary>
    public static bool Covers(ulong wide, ulong narrow) => Covers(wide, narrow, EverySensitivity) && Covers(wide, narrow, ~EverySensitivity);

    private static bool Covers(ulong wide, ulong narrow, ulong part) => (wide & part) == 0 || ((narrow & part) != 0 && (narrow & part & ~wide) == 0);
}
