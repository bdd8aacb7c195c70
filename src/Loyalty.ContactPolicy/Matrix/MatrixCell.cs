using System.Collections.Concurrent;
using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>A channel, kind and partner, with the rules that concern them looked up once for all: the quick way to ask again and again.</summary>
/// <remarks>Comes from <see cref="ContactMatrix.Cell"/> and belongs to that matrix, which gives the same object each time. Immutable.</remarks>
public sealed class MatrixCell
{
    // Guests may stand in any of many sets of segments; the rare ones are worked out each time.
    private const int MostNarrowed = 1024;

    private readonly CompiledRule[] every;
    private readonly ulong audience;
    private readonly ConcurrentDictionary<ulong, MatrixCell>? narrowed;

    internal MatrixCell(ContactMatrix matrix, int index, int partnerCode, bool isExempt, Channel channel, ContactKind kind, PartnerId partner, PartnerSet carried, CompiledRule[] rules)
    {
        Matrix = matrix;
        Index = index;
        PartnerCode = partnerCode;
        IsExempt = isExempt;
        Channel = channel;
        Kind = kind;
        Partner = partner;
        Carried = carried;
        every = rules;
        audience = rules.Aggregate(0UL, (bits, r) => bits | r.Audience);
        narrowed = audience == 0 ? null : new();
        (Consents, Rules, Never, Sliding, Others) = Sorted(rules, PartnerCode);
    }

    private MatrixCell(MatrixCell whole, CompiledRule[] rules)
    {
        (Matrix, Index, PartnerCode, IsExempt) = (whole.Matrix, whole.Index, whole.PartnerCode, whole.IsExempt);
        (Channel, Kind, Partner, Carried, every) = (whole.Channel, whole.Kind, whole.Partner, whole.Carried, whole.every);
        (Consents, Rules, Never, Sliding, Others) = Sorted(rules, PartnerCode);
    }

    /// <summary>The channel.</summary>
    public Channel Channel { get; }

    /// <summary>The kind.</summary>
    public ContactKind Kind { get; }

    /// <summary>The partner.</summary>
    public PartnerId Partner { get; }

    /// <summary>The other partners whose blocks its messages carry.</summary>
    public PartnerSet Carried { get; }

    /// <summary>Whether the kind is exempt: it neither obeys nor uses up any rule.</summary>
    public bool IsExempt { get; }

    /// <summary>The ids of the rules that concern it, in order: consent, quiet hours, blackouts, gaps, pairs, caps. Those for some sensitivities or segments are among them.</summary>
    /// <value>Empty for exempt kinds, and where the matrix sets no limit.</value>
    public IReadOnlyList<string> RuleIds => [.. every.Select(r => r.Id).Distinct()];

    internal ContactMatrix Matrix { get; }

    internal int Index { get; }

    internal int PartnerCode { get; }

    internal CompiledRule[] Consents { get; }

    internal CompiledRule[] Rules { get; }

    internal CompiledRule? Never { get; }

    internal SlidingCaps Sliding { get; }

    /// <summary>The rules that are asked one by one: those that need the guest's clock or calendar, and very wide caps.</summary>
    internal CompiledRule[] Others { get; }

    /// <summary>The windows that it is held to first, whoever the guest is, and whether they are all that it must obey; none where there are none.</summary>
    internal SlidingLanes First => narrowed is null ? Sliding.First(andNothingElse: Consents.Length == 0 && Never is null && Others.Length == 0) : default;

    /// <summary>The cell with only those rules that concern a guest.</summary>
    internal MatrixCell For(GuestFacts? guest)
    {
        if (narrowed is null)
        {
            return this;
        }

        ulong bits = Matrix.Audience.Of(guest) & audience;
        return narrowed.TryGetValue(bits, out MatrixCell? known) ? known : Narrow(narrowed, bits);
    }

    private MatrixCell Narrow(ConcurrentDictionary<ulong, MatrixCell> narrowed, ulong bits)
    {
        MatrixCell made = new(this, Array.FindAll(every, r => Audience.Concerns(r.Audience, bits)));
        return narrowed.Count < MostNarrowed ? narrowed.GetOrAdd(bits, made) : made;
    }

    private static (CompiledRule[] Consents, CompiledRule[] Rules, CompiledRule? Never, SlidingCaps Sliding, CompiledRule[] Others) Sorted(CompiledRule[] rules, int partner)
    {
        CompiledRule[] asked = Array.FindAll(rules, r => r.Kind != ContactRuleKind.Consent);
        return (Array.FindAll(rules, r => r.Kind == ContactRuleKind.Consent), asked, Array.Find(asked, r => r.IsCounting && r.Max == 0),
            SlidingCaps.Of(Array.FindAll(asked, SlidingCaps.Fits), partner), Array.FindAll(asked, r => !SlidingCaps.Fits(r)));
    }

    /// <summary>Returns the names.</summary>
    public override string ToString() => Carried.Count == 0 ? $"{Channel}/{Kind}/{Partner}" : $"{Channel}/{Kind}/{Partner} with {Carried}";
}
