using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>What a partner asked for and got in a period.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Partner">The partner.</param>
/// <param name="Asked">Messages that it asked for.</param>
/// <param name="Admitted">Messages that go.</param>
/// <param name="Guaranteed">Its guaranteed minimum.</param>
/// <param name="Lent">Slots of its minimum that others used.</param>
/// <param name="Borrowed">Slots of others' minimums that it used.</param>
/// <param name="Repaid">Slots that others gave back to it.</param>
/// <param name="PaidBack">Slots that it gave back to others.</param>
public readonly record struct PartnerLine(PartnerId Partner, long Asked, long Admitted, long Guaranteed, long Lent, long Borrowed, long Repaid, long PaidBack)
{
    /// <summary>What it had a right to: the minimum, more by what came back to it, less by what it gave back.</summary>
    public long Entitled => Guaranteed + Repaid - PaidBack;
}
