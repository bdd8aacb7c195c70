using System.Buffers;
using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>The limits that a guest set themselves, beside the matrix of the programme. They are a matrix of their own with cells of its own.</summary>
internal readonly ref struct OwnLimits(ContactMatrix matrix, ContactMatrix limits, MatrixCell cell)
{
    private const int OnStack = 64;

    private readonly ContactMatrix matrix = matrix;
    private readonly ContactMatrix limits = limits;
    private readonly MatrixCell cell = cell;

    public ContactDecision Decide(in Evaluation rules, ReadOnlySpan<PackedContact> history, long utc)
    {
        if (cell.Never is { } never)
        {
            return ContactDecision.Deny(ContactDecision.GuestPrefix + never.Id);
        }

        PackedContact[]? rented = history.Length > OnStack ? ArrayPool<PackedContact>.Shared.Rent(history.Length) : null;
        Span<PackedContact> own = rented is null ? stackalloc PackedContact[OnStack] : rented;
        own = own[..Translate(history, own)];
        ContactDecision decision = Verdict.Of(rules, new Evaluation(cell, limits.Table, own, rules.Zone), utc);
        if (rented is not null)
        {
            ArrayPool<PackedContact>.Shared.Return(rented);
        }

        return decision;
    }

    public void Tell(List<RuleFinding> findings, in Evaluation rules, ReadOnlySpan<PackedContact> history, long utc)
    {
        PackedContact[] own = new PackedContact[history.Length];
        int count = Translate(history, own);
        new Evaluation(cell, limits.Table, own.AsSpan(0, count), rules.Zone).Tell(findings, ContactDecision.GuestPrefix, utc);
    }

    /// <summary>The contacts under the cells of the limits. What the programme exempts uses up no limit here either.</summary>
    private int Translate(ReadOnlySpan<PackedContact> history, Span<PackedContact> own)
    {
        int count = 0;
        foreach (PackedContact contact in history)
        {
            MatrixCell met = matrix.CellAt(contact.Cell);
            if (!met.IsExempt)
            {
                own[count++] = new PackedContact(contact.Ticks, limits.CellOf(met).Index);
            }
        }

        return count;
    }
}
