using System.Collections.Concurrent;
using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;
using Loyalty.Core.Internal;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>The rules of a programme, checked and indexed: asking costs what the rules that concern the question cost, however many there are.</summary>
/// <remarks>
/// Says the same for ever; it only remembers, for speed, which cells it was asked about. Any number of threads may share one.
/// </remarks>
public sealed class ContactMatrix
{
    /// <summary>How many different cells (channel × kind × partner) one matrix can be asked about, 65,536.</summary>
    public const int MaxCells = 1 << 16;

    private readonly Lock growth = new();
    private readonly ConcurrentDictionary<(Channel, ContactKind, PartnerId), MatrixCell> cells = new();
    private readonly ConcurrentDictionary<(Channel, ContactKind, PartnerId, PartnerSet), MatrixCell> carrying = new();
    private readonly Dictionary<PartnerId, int> partnerCodes = [];
    private readonly CompiledRule[] rules;
    private readonly HashSet<string> exempt;
    private readonly bool everyKindIsExempt;
    private readonly int words;
    private volatile MatrixCell[] byIndex = new MatrixCell[16];
    private volatile CellTable table;
    private int count;

    /// <summary>Checks and indexes rules.</summary>
    /// <param name="options">The rules.</param>
    /// <exception cref="ArgumentException">A rule is out of range or an id stands twice.</exception>
    public ContactMatrix(ContactMatrixOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        rules = MatrixCompiler.Compile(options, Audience);
        string[] kinds = [.. options.Exempt.Select(k => k.Value)];
        if (kinds.Length > 0 && Names.Fault("exempt", kinds) is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        exempt = new(kinds, StringComparer.Ordinal);
        everyKindIsExempt = exempt.Contains(Names.Every);
        words = Math.Max(1, (rules.Count(r => r.IsCounting) + 63) / 64);
        table = new CellTable(words, byIndex.Length);
        Options = options;
        Version = MatrixVersion.Of(options, rules);
        Sight = TimeSpan.FromTicks(rules.Length == 0 ? 0 : rules.Max(r => r.Sight));
    }

    /// <summary>The rules as given.</summary>
    public ContactMatrixOptions Options { get; }

    /// <summary>A hash of what the rules say: equal for equal rules, whatever the layout of the document, and the same on every machine.</summary>
    /// <value>16 lower-case hexadecimal digits.</value>
    public string Version { get; }

    /// <summary>The ids of all rules, in order: consent, quiet hours, blackouts, gaps, pairs, caps.</summary>
    public IReadOnlyList<string> RuleIds => [.. rules.Select(r => r.Id).Distinct()];

    /// <summary>How far back any rule can see. Contacts older than this decide nothing.</summary>
    public TimeSpan Sight { get; }

    /// <summary>Reads a matrix document.</summary>
    /// <param name="json">The document's text.</param>
    /// <exception cref="DocumentFormatException">It is malformed: an unknown member, a doubled id or a value out of range, with its line.</exception>
    public static ContactMatrix Parse(string json) => new(MatrixJson.Read(PlacedJson.Parse(json)));

    /// <summary>Reads a matrix document.</summary>
    /// <param name="utf8">The document, in UTF-8.</param>
    /// <exception cref="DocumentFormatException">It is malformed: an unknown member, a doubled id or a value out of range, with its line.</exception>
    public static ContactMatrix Parse(ReadOnlySpan<byte> utf8) => new(MatrixJson.Read(PlacedJson.Parse(utf8)));

    /// <summary>Finds the rules that concern a channel, kind and partner; from the second time on without looking at the others.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="partner">The partner that sends.</param>
    /// <param name="carried">Other partners whose blocks the message carries: then rules that concern any of its partners are meant, those for each partner once for each of them. The sender among them changes nothing.</param>
    /// <exception cref="ArgumentException">One of the names names nothing.</exception>
    /// <exception cref="InvalidOperationException">The matrix was asked about <see cref="MaxCells"/> other cells before.</exception>
    public MatrixCell Cell(Channel channel, ContactKind kind, PartnerId partner, PartnerSet carried = default) =>
        (carried.Count == 0 ? cells.TryGetValue((channel, kind, partner), out MatrixCell? cell) : carrying.TryGetValue((channel, kind, partner, carried), out cell))
            ? cell : Add(channel, kind, partner, carried);

    /// <summary>Looks for what is probably not meant: rules that do nothing, rules that leave no instant, kinds without quiet hours, <c>max</c> 0.</summary>
    /// <returns>The findings, the gravest first, then in order of the rules; none for a matrix without such things.</returns>
    public IReadOnlyList<MatrixFinding> Lint() => new MatrixLinter(rules, exempt, everyKindIsExempt).Findings();

    internal CellTable Table => table;

    internal Audience Audience { get; } = new();

    internal MatrixCell CellAt(int index) => byIndex[index];

    internal MatrixCell CellOf(in ContactRequest request) => Cell(request.Channel, request.Kind, request.Partner, request.Carried);

    internal MatrixCell CellOf(in Contact contact) => Cell(contact.Channel, contact.Kind, contact.Partner, contact.Carried);

    /// <summary>The cell of this matrix that is as one of another.</summary>
    internal MatrixCell CellOf(MatrixCell like) => Cell(like.Channel, like.Kind, like.Partner, like.Carried);

    private MatrixCell Add(Channel channel, ContactKind kind, PartnerId partner, PartnerSet carried)
    {
        if (channel.IsNone || kind.IsNone || partner.IsNone)
        {
            throw new ArgumentException("A request must name its channel, kind and partner, but "
                + (channel.IsNone ? "the channel" : kind.IsNone ? "the kind" : "the partner") + " is default; set it.");
        }

        if (carried.Contains(partner))
        {
            carried = [.. carried.Partners.ToArray().Where(p => p != partner)];
            return Cell(channel, kind, partner, carried);
        }

        lock (growth)
        {
            if (carried.Count == 0 ? cells.TryGetValue((channel, kind, partner), out MatrixCell? known) : carrying.TryGetValue((channel, kind, partner, carried), out known))
            {
                return known;
            }

            if (count == MaxCells)
            {
                throw new InvalidOperationException(
                    $"The matrix was asked about {MaxCells} different cells (channel × kind × partner), the most it takes; check that none of the names holds a message's or a guest's id.");
            }

            if (count == table.Capacity)
            {
                table = table.Grown();
                MatrixCell[] longer = new MatrixCell[table.Capacity];
                byIndex.CopyTo(longer, 0);
                byIndex = longer;
            }

            PartnerId[] partners = [partner, .. carried];
            int[] codes = Array.ConvertAll(partners, CodeOf);
            bool isExempt = everyKindIsExempt || exempt.Contains(kind.Value);
            IEnumerable<CompiledRule> concerned = isExempt ? [] : rules.Where(r => partners.Any(p => r.Concerns(channel, kind, p)));
            if (codes.Length > 1)
            {
                // A limit of each partner is asked for each of them.
                concerned = concerned.SelectMany(r => r.IsEach ? codes.Select((code, i) => r.For(code, partners[i])) : [r]);
            }

            MatrixCell cell = new(this, count, codes[0], isExempt, channel, kind, partner, carried, [.. concerned]);
            table.Set(count, codes, isExempt ? [] : rules.Where(r => partners.Any(p => r.Counts(channel, kind, p))), cell.First);
            byIndex[count++] = cell;
            if (carried.Count == 0)
            {
                cells[(channel, kind, partner)] = cell;
            }
            else
            {
                carrying[(channel, kind, partner, carried)] = cell;
            }

            return cell;
        }
    }

    private int CodeOf(PartnerId partner)
    {
        if (!partnerCodes.TryGetValue(partner, out int code))
        {
            partnerCodes.Add(partner, code = partnerCodes.Count);
        }

        return code;
    }
}
