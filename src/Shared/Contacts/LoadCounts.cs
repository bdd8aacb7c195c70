using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;

namespace Loyalty.Storage.Internal;

/// <summary>Builds a load card from what a database has counted for each channel, partner, kind and set of carried partners.</summary>
internal sealed class LoadCounts(ContactGate gate)
{
    private readonly Dictionary<(Channel, PartnerId), GuestLoadLine> lines = [];

    public void Add(string channel, string partner, string kind, string carried, int sent, int reserved, int opened)
    {
        (Channel on, PartnerId sender) = (new(channel), new(partner));
        bool isExempt = gate.Matrix.Cell(on, new ContactKind(kind), sender).IsExempt;
        GuestLoadLine line = Line(on, sender);
        lines[(on, sender)] = line with { Sent = line.Sent + sent, Exempt = line.Exempt + (isExempt ? sent : 0), Reserved = line.Reserved + reserved, Opened = line.Opened + opened };
        foreach (PartnerId other in CarriedPartners.Read(carried))
        {
            line = Line(on, other);
            lines[(on, other)] = line with { Carried = line.Carried + sent };
        }
    }

    public GuestLoad Card(DateTimeOffset since) =>
        new(CustomerId.None, since.ToUniversalTime(), [.. lines.Values.OrderBy(l => l.Channel).ThenBy(l => l.Partner)]);

    private GuestLoadLine Line(Channel channel, PartnerId partner) =>
        lines.TryGetValue((channel, partner), out GuestLoadLine line) ? line : new(channel, partner, 0, 0, 0, 0);
}
