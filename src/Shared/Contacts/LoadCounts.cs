using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;

namespace Loyalty.Storage.Internal;

/// <summary>Builds a load card from what a database has counted for each channel, partner and kind.</summary>
internal sealed class LoadCounts(ContactGate gate)
{
    private readonly Dictionary<(Channel, PartnerId), GuestLoadLine> lines = [];

    public void Add(string channel, string partner, string kind, int sent, int reserved, int opened)
    {
        (Channel Channel, PartnerId Partner) key = (new(channel), new(partner));
        bool isExempt = gate.Matrix.Cell(key.Channel, new ContactKind(kind), key.Partner).IsExempt;
        GuestLoadLine line = lines.GetValueOrDefault(key);
        lines[key] = new(key.Channel, key.Partner, line.Sent + sent, line.Exempt + (isExempt ? sent : 0), line.Reserved + reserved, line.Opened + opened);
    }

    public GuestLoad Card(DateTimeOffset since) =>
        new(CustomerId.None, since.ToUniversalTime(), [.. lines.Values.OrderBy(l => l.Channel).ThenBy(l => l.Partner)]);
}
