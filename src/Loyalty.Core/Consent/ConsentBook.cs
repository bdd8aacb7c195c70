using System.Collections.Immutable;
using Loyalty.Core.Identity;

namespace Loyalty.Core.Consent;

/// <summary>Every statement of one profile about consent, and the answer that follows from them.</summary>
/// <remarks>
/// <para>Merging two books is a union, so order and repetition change nothing, and taking a record out again takes its statements out. The most
/// restrictive statement wins: a refusal stands until a newer explicit opt-in comes from the same identifier, verified. An opt-in by another identifier
/// of the profile does not lift it, because that identifier may be another person's: that is how merges lose refusals elsewhere.</para>
/// <para>At one instant a refusal beats an opt-in. Immutable, so any number of threads may share one.</para>
/// </remarks>
public sealed class ConsentBook
{
    private ConsentBook(ImmutableArray<ConsentEntry> entries) => Entries = entries;

    /// <summary>A book without statements.</summary>
    public static ConsentBook Empty { get; } = new([]);

    /// <summary>The statements, oldest first, each once.</summary>
    public ImmutableArray<ConsentEntry> Entries { get; }

    /// <summary>Makes a book.</summary>
    /// <param name="entries">Statements in any order; repeated ones count once.</param>
    public static ConsentBook Of(IEnumerable<ConsentEntry> entries) => new(
    [
        .. entries.Distinct()
            .OrderBy(e => e.At).ThenBy(e => e.Granted ? 0 : 1).ThenBy(e => e.Purpose).ThenBy(e => e.Channel).ThenBy(e => e.Partner)
            .ThenBy(e => e.Record).ThenBy(e => e.Identifier).ThenBy(e => e.Verified),
    ]);

    /// <summary>The statements of both books: what a merge of two profiles makes of them.</summary>
    /// <param name="other">Another profile's book.</param>
    public ConsentBook Merge(ConsentBook other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(Entries.Concat(other.Entries));
    }

    /// <summary>The statements that come from some records: what an un-merge leaves to each of two profiles.</summary>
    /// <param name="records">The records of one profile.</param>
    public ConsentBook Only(IReadOnlySet<RecordKey> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return new ConsentBook([.. Entries.Where(e => records.Contains(e.Record))]);
    }

    /// <summary>Answers whether a message is allowed.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="partner">Who sends it.</param>
    public ConsentDecision Decide(ConsentPurpose purpose, Channel channel, PartnerId partner)
    {
        ImmutableArray<ConsentEntry> considered = [.. Entries.Where(e => e.Covers(purpose, channel, partner))];
        ConsentEntry? granted = null;
        ConsentEntry? refused = null;
        foreach (ConsentEntry entry in considered)
        {
            if (entry.Granted)
            {
                granted = entry;
            }
            else if (!considered.Any(later => Lifts(later, entry)))
            {
                refused = entry;
            }
        }

        return refused is { } no ? new ConsentDecision(ConsentState.Refused, no, considered)
            : granted is { } yes ? new ConsentDecision(ConsentState.Granted, yes, considered)
            : new ConsentDecision(ConsentState.Unknown, null, considered);
    }

    private static bool Lifts(ConsentEntry later, ConsentEntry refusal) =>
        later.Granted && later.Verified && later.At > refusal.At && !refusal.Identifier.IsNone && later.Identifier == refusal.Identifier;
}
