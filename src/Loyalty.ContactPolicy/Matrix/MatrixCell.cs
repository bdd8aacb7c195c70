using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>A channel, kind and partner, with the rules that concern them looked up once for all: the quick way to ask again and again.</summary>
/// <remarks>Comes from <see cref="ContactMatrix.Cell"/> and belongs to that matrix, which gives the same object each time. Immutable.</remarks>
public sealed class MatrixCell
{
    internal MatrixCell(ContactMatrix matrix, int index, int partnerCode, bool isExempt, Channel channel, ContactKind kind, PartnerId partner, CompiledRule[] rules, int words)
    {
        Matrix = matrix;
        Index = index;
        PartnerCode = partnerCode;
        IsExempt = isExempt;
        Channel = channel;
        Kind = kind;
        Partner = partner;
        Rules = rules;
        Never = Array.Find(rules, r => !r.IsQuietHours && r.Max == 0);
        CompiledRule[] sliding = Array.FindAll(rules, r => !r.IsQuietHours && r.Window == ContactWindowKind.Sliding);
        Sliding = SlidingCaps.Of(sliding, words);
        ByClock = Array.FindAll(rules, r => r.IsQuietHours || r.Window != ContactWindowKind.Sliding);
    }

    /// <summary>The channel.</summary>
    public Channel Channel { get; }

    /// <summary>The kind.</summary>
    public ContactKind Kind { get; }

    /// <summary>The partner.</summary>
    public PartnerId Partner { get; }

    /// <summary>Whether the kind is exempt: it neither obeys nor uses up any rule.</summary>
    public bool IsExempt { get; }

    /// <summary>The ids of the rules that concern it, in order: quiet hours, gaps, caps.</summary>
    /// <value>Empty for exempt kinds, and where the matrix sets no limit.</value>
    public IReadOnlyList<string> RuleIds => Array.ConvertAll(Rules, r => r.Id);

    internal ContactMatrix Matrix { get; }

    internal int Index { get; }

    internal int PartnerCode { get; }

    internal CompiledRule[] Rules { get; }

    internal CompiledRule? Never { get; }

    internal SlidingCaps? Sliding { get; }

    /// <summary>The rules that need the guest's clock or calendar.</summary>
    internal CompiledRule[] ByClock { get; }

    /// <summary>Returns the three names.</summary>
    public override string ToString() => $"{Channel}/{Kind}/{Partner}";
}
