using System.Globalization;
using System.Text;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Turns options into rules in their order, and into the version that names them.</summary>
internal static class MatrixCompiler
{
    public static CompiledRule[] Compile(ContactMatrixOptions options)
    {
        RuleIds ids = new();
        List<CompiledRule> rules = [];
        int bit = 0;
        foreach (QuietHoursOptions quiet in options.QuietHours)
        {
            rules.Add(CompiledRule.Of(Checked(ids, quiet.Id ?? ids.Default(ContactRuleKind.QuietHours), quiet.Fault()), quiet));
        }

        foreach (MinimumGapOptions gap in options.MinimumGap)
        {
            rules.Add(CompiledRule.Of(Checked(ids, gap.Id ?? ids.Default(ContactRuleKind.MinimumGap), gap.Fault()), gap, bit++));
        }

        foreach (CapOptions cap in options.Caps)
        {
            _ = Checked(ids, cap.Id, cap.Fault());
            rules.Add(CompiledRule.Of(cap, bit++));
        }

        return [.. rules];
    }

    /// <summary>Hashes a canonical text: rules in order with their ids, names sorted. The separators cannot occur in names.</summary>
    public static string Version(ContactMatrixOptions options, CompiledRule[] rules)
    {
        StringBuilder text = new("contact-matrix-1\n");
        text.Append(options.TimeZone.Name).Append('\n');
        int next = 0;
        foreach (QuietHoursOptions quiet in options.QuietHours)
        {
            Line(text, "quiet", rules[next++].Id, List(quiet.Channels), Number(quiet.From.Ticks), Number(quiet.To.Ticks));
        }

        foreach (MinimumGapOptions gap in options.MinimumGap)
        {
            Line(text, "gap", rules[next++].Id, List(gap.Channels), Number(gap.Gap.Ticks));
        }

        foreach (CapOptions cap in options.Caps)
        {
            string partners = cap.Partners.Listed is { } listed ? "list\u001e" + List(listed) : cap.Partners.IsEach ? "each" : "all-together";
            Line(text, "cap", cap.Id, List(cap.Channels), List(cap.Kinds), partners, Number(cap.Max), cap.Window.Kind.ToString(), Number(cap.Window.Length.Ticks));
        }

        Line(text, "exempt", List(options.Exempt));
        return StableHash.XxHash64(text.ToString()).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Checked(RuleIds ids, string id, string? fault) =>
        fault is not null ? throw new ArgumentException($"The rule '{id}' is refused: {fault}.")
        : ids.Fault(id) is { } wrong ? throw new ArgumentException($"The rule '{id}' is refused: {wrong}.")
        : id;

    private static void Line(StringBuilder text, params ReadOnlySpan<string> fields) => text.AppendJoin('\u001f', fields!).Append('\n');

    private static string List<T>(IEnumerable<T> names) => string.Join('\u001e', names.Select(n => n!.ToString()!).Order(StringComparer.Ordinal));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
