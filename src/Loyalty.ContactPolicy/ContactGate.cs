using System.Buffers;
using Loyalty.ContactPolicy.Internal;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.ContactPolicy.Records;
using Loyalty.Core;
using Loyalty.Core.Consent;

namespace Loyalty.ContactPolicy;

/// <summary>Answers whether a message may go: a pure function of a matrix, a guest's history and an instant.</summary>
/// <remarks>
/// <para>It keeps no history; <see cref="Ledger.ContactLedger"/> does. Immutable, so any number of threads may share one.</para>
/// <para>Contacts later than the request count in sliding windows and gaps as well: a slot that is already promised is not given twice.</para>
/// </remarks>
public sealed class ContactGate
{
    private const int OnStack = 64;

    /// <summary>Makes a gate.</summary>
    /// <param name="matrix">The rules.</param>
    public ContactGate(ContactMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Matrix = matrix;
    }

    /// <summary>The rules.</summary>
    public ContactMatrix Matrix { get; }

    /// <summary>Decides a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="history">The guest's contacts so far, in any order. Their <see cref="Contact.Customer"/> is not looked at.</param>
    /// <exception cref="ArgumentException">The request or a contact names no channel, kind or partner, or lies outside the years 1900 to 2999.</exception>
    /// <remarks>Does not allocate where the matrix has met the cells before and the history has at most 64 contacts.</remarks>
    public ContactDecision Decide(in ContactRequest request, ReadOnlySpan<Contact> history)
    {
        MatrixCell cell = Matrix.CellOf(request);
        PackedContact[]? rented = history.Length > OnStack ? ArrayPool<PackedContact>.Shared.Rent(history.Length) : null;
        Span<PackedContact> packed = rented ?? stackalloc PackedContact[OnStack];
        packed = packed[..history.Length];
        Pack(history, packed);
        ContactDecision decision = Decide(cell, packed, Instant.Check(request.At).UtcTicks, request.Zone, request.Guest);
        if (rented is not null)
        {
            ArrayPool<PackedContact>.Shared.Return(rented);
        }

        return decision;
    }

    /// <summary>Decides a request and tells what every rule that concerns it says.</summary>
    /// <param name="request">The request.</param>
    /// <param name="history">The guest's contacts so far, in any order. Their <see cref="Contact.Customer"/> is not looked at.</param>
    /// <exception cref="ArgumentException">The request or a contact names no channel, kind or partner, or lies outside the years 1900 to 2999.</exception>
    public ContactExplanation Explain(in ContactRequest request, ReadOnlySpan<Contact> history)
    {
        PackedContact[] packed = new PackedContact[history.Length];
        Pack(history, packed);
        return Explain(Matrix.CellOf(request), packed, Instant.Check(request.At).UtcTicks, request.Zone, request.Guest);
    }

    /// <summary>Decides a request and writes down the decision, every rule that was looked at, and all that went into it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="history">The guest's contacts so far, in any order. Those that no rule can see are left out.</param>
    /// <param name="reference">How the host finds the message again, such as its id.</param>
    /// <exception cref="ArgumentException">The request or a contact names no channel, kind or partner, or lies outside the years 1900 to 2999.</exception>
    public ContactRecord Record(in ContactRequest request, ReadOnlySpan<Contact> history, string? reference = null) => RecordKeeping.Record(this, request, history, reference);

    /// <summary>Decides again what was recorded, and says what is not as it was.</summary>
    /// <param name="record">The record.</param>
    /// <param name="limits">The guest's own limits, where there were some: the matrix whose version is <see cref="ContactRecord.LimitsVersion"/>.</param>
    /// <returns>
    /// The decision now, with no differences where matrix and limits have the recorded versions. A host whose time zone database is another may decide differently; then the differences say so.
    /// </returns>
    public ContactReplay Replay(ContactRecord record, ContactMatrix? limits = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        return RecordKeeping.Replay(this, record, limits);
    }

    /// <summary>Says what a store must count to answer a request as <see cref="Decide(in ContactRequest, ReadOnlySpan{Contact})"/> would, without bringing the contacts here.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentException">The request names no channel, kind or partner, or lies outside the years 1900 to 2999.</exception>
    public ContactPlan Plan(in ContactRequest request) => PlanDrafting.Draft(this, Matrix.CellOf(request), request);

    internal ContactDecision Decide(MatrixCell cell, ReadOnlySpan<PackedContact> history, long utc, GuestZone zone, GuestFacts? guest)
    {
        if (cell.IsExempt)
        {
            return ContactDecision.Allow;
        }

        cell = cell.For(guest);
        return Reason(cell, zone, guest) is { } reason ? ContactDecision.Deny(reason)
            : guest?.Limits is { } limits ? Own(cell, limits, guest).Decide(On(cell, history, zone), history, utc)
            : Verdict.Of(On(cell, history, zone), utc);
    }

    internal bool Allows(MatrixCell cell, ReadOnlySpan<PackedContact> history, long utc, GuestZone zone, GuestFacts? guest)
    {
        if (cell.IsExempt)
        {
            return true;
        }

        cell = cell.For(guest);
        return Reason(cell, zone, guest) is null && On(cell, history, zone).Allows(utc)
            && (guest?.Limits is not { } limits || Own(cell, limits, guest).Decide(On(cell, history, zone), history, utc).IsAllowed);
    }

    /// <summary>Whether a request is allowed of which nothing is told of the guest, and the first sliding windows of its cell have room.</summary>
    internal bool AllowsBeyondFirst(MatrixCell cell, ReadOnlySpan<PackedContact> history, long utc, GuestZone zone) =>
        Reason(cell, zone, null) is null && On(cell, history, zone).AllowsBeyondFirst(utc);

    internal ContactExplanation Explain(MatrixCell cell, ReadOnlySpan<PackedContact> history, long utc, GuestZone zone, GuestFacts? guest)
    {
        ContactDecision decision = Decide(cell, history, utc, zone, guest);
        List<RuleFinding> findings = [];
        if (!cell.IsExempt && !zone.IsUnknown && guest is not { HistoryIsKnown: false })
        {
            cell = cell.For(guest);
            foreach (CompiledRule rule in cell.Consents)
            {
                ConsentState state = StateOf(rule, cell, guest);
                bool refuses = state != ConsentState.Granted;
                findings.Add(new RuleFinding(rule.Id, rule.Kind, refuses, 0, 0, refuses ? null : Instant.OfTicks(utc)) { Consent = state });
            }

            On(cell, history, zone).Tell(findings, "", utc);
            if (guest?.Limits is { } limits)
            {
                Own(cell, limits, guest).Tell(findings, On(cell, history, zone), history, utc);
            }
        }

        return new ContactExplanation(decision, Matrix.Version, cell.IsExempt, findings);
    }

    /// <summary>Why a message is denied whatever the contacts are, or null.</summary>
    private static string? Reason(MatrixCell cell, GuestZone zone, GuestFacts? guest)
    {
        if (zone.IsUnknown)
        {
            return ContactDecision.UnknownZone;
        }

        if (guest is { HistoryIsKnown: false })
        {
            return ContactDecision.UnknownHistory;
        }

        foreach (CompiledRule rule in cell.Consents)
        {
            if (StateOf(rule, cell, guest) != ConsentState.Granted)
            {
                return rule.Id;
            }
        }

        return cell.Never?.Id;
    }

    /// <summary>What the guest said; of a message of several partners, to the first whom the rule concerns that has no yes.</summary>
    private static ConsentState StateOf(CompiledRule rule, MatrixCell cell, GuestFacts? guest)
    {
        ConsentState state = rule.Concerns(cell.Channel, cell.Kind, cell.Partner) ? StateOf(rule, cell, cell.Partner, guest) : ConsentState.Granted;
        foreach (PartnerId partner in cell.Carried)
        {
            if (state == ConsentState.Granted && rule.Concerns(cell.Channel, cell.Kind, partner))
            {
                state = StateOf(rule, cell, partner, guest);
            }
        }

        return state;
    }

    private static ConsentState StateOf(CompiledRule rule, MatrixCell cell, PartnerId partner, GuestFacts? guest) =>
        guest?.Consent?.State(rule.Purpose, cell.Channel, partner) ?? ConsentState.Unknown;

    private OwnLimits Own(MatrixCell cell, ContactMatrix limits, GuestFacts guest) =>
        new(Matrix, limits, limits.CellOf(cell).For(guest));

    private Evaluation On(MatrixCell cell, ReadOnlySpan<PackedContact> history, GuestZone zone) =>
        new(cell, Matrix.Table, history, zone.Or(Matrix.Options.TimeZone));

    private void Pack(ReadOnlySpan<Contact> history, Span<PackedContact> packed)
    {
        for (int i = 0; i < history.Length; i++)
        {
            ref readonly Contact contact = ref history[i];
            packed[i] = new PackedContact(Instant.Check(contact.At).UtcTicks, Matrix.CellOf(contact).Index);
        }

        packed.Sort(static (a, b) => a.Ticks.CompareTo(b.Ticks));
    }
}
