using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>A record of the journal file: an entry for the store, or what the till must know of its leases after a restart.</summary>
internal abstract record JournalRecord
{
    public sealed record Entry(JournalEntry Value) : JournalRecord;

    public sealed record Leased(LeaseId Id, LimitKey Key, long Granted, long Limit, long ExpiresAt) : JournalRecord;

    /// <summary>The till spends no more of it.</summary>
    public sealed record LeaseEnded(LeaseId Id) : JournalRecord;

    /// <summary>The store has the unspent part back.</summary>
    public sealed record LeaseReturned(LeaseId Id) : JournalRecord;

    /// <summary>The store has every entry up to this number.</summary>
    public sealed record Acknowledged(long Through) : JournalRecord;

    public byte[] Write() => this switch
    {
        Entry entry => Write(entry.Value),
        Leased lease => new JournalBytes().Byte(4).Text(lease.Id.Value).Text(lease.Key.Value).Long(lease.Granted).Long(lease.Limit).Long(lease.ExpiresAt).ToArray(),
        LeaseEnded ended => new JournalBytes().Byte(5).Text(ended.Id.Value).ToArray(),
        LeaseReturned returned => new JournalBytes().Byte(6).Text(returned.Id.Value).ToArray(),
        Acknowledged acknowledged => new JournalBytes().Byte(7).Long(acknowledged.Through).ToArray(),
        _ => throw new InvalidOperationException("The record is of no kind that a journal keeps."),
    };

    /// <summary>Reads what <see cref="Write()"/> gave.</summary>
    /// <exception cref="InvalidDataException">It gave something else.</exception>
    public static JournalRecord Read(ReadOnlySpan<byte> bytes)
    {
        JournalBytes.Reader reader = new(bytes);
        byte kind = reader.Byte();
        JournalRecord record;
        try
        {
            record = kind switch
            {
                1 or 2 or 3 => new Entry(ReadEntry((JournalEntryKind)kind, ref reader)),
                4 => new Leased(new(reader.Text()), LimitKey.Parse(reader.Text()), reader.Long(), reader.Long(), reader.Long()),
                5 => new LeaseEnded(new(reader.Text())),
                6 => new LeaseReturned(new(reader.Text())),
                7 => new Acknowledged(reader.Long()),
                _ => throw new InvalidDataException($"its kind is {kind}, which this version does not know"),
            };
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new InvalidDataException("it holds a value that no till writes", fault);
        }

        return reader.IsAtEnd ? record : throw new InvalidDataException("it is longer than what it holds");
    }

    private static byte[] Write(JournalEntry entry)
    {
        JournalBytes bytes = new JournalBytes().Byte((int)entry.Kind).Long(entry.Sequence).Long(entry.At.UtcTicks).Text(entry.Id.Value);
        if (entry.Kind == JournalEntryKind.Redeemed)
        {
            bytes.Text(entry.Guest ?? "").Int(entry.Claims.Count);
            foreach (LimitClaim claim in entry.Claims)
            {
                bytes.Text(claim.Key.Value).Long(claim.Amount).Long(claim.Limit).Text(claim.Lease.Value);
            }
        }
        else if (entry.Kind == JournalEntryKind.Reduced)
        {
            bytes.Int(entry.Remaining.Count);
            foreach (LimitAmount remaining in entry.Remaining)
            {
                bytes.Text(remaining.Key.Value).Long(remaining.Amount);
            }
        }

        return bytes.ToArray();
    }

    private static JournalEntry ReadEntry(JournalEntryKind kind, ref JournalBytes.Reader reader)
    {
        long sequence = reader.Long();
        DateTimeOffset at = new(reader.Long(), TimeSpan.Zero);
        ReservationId id = new(reader.Text());
        switch (kind)
        {
            case JournalEntryKind.Redeemed:
                string guest = reader.Text();
                LimitClaim[] claims = new LimitClaim[reader.Count()];
                for (int i = 0; i < claims.Length; i++)
                {
                    LimitKey key = LimitKey.Parse(reader.Text());
                    long amount = reader.Long();
                    long limit = reader.Long();
                    string lease = reader.Text();
                    claims[i] = new LimitClaim(key, amount, limit, lease.Length == 0 ? default : new LeaseId(lease));
                }

                return JournalEntry.Redeemed(sequence, at, id, guest.Length == 0 ? null : guest, claims);
            case JournalEntryKind.Reduced:
                LimitAmount[] remaining = new LimitAmount[reader.Count()];
                for (int i = 0; i < remaining.Length; i++)
                {
                    remaining[i] = new LimitAmount(LimitKey.Parse(reader.Text()), reader.Long());
                }

                return JournalEntry.Restored(sequence, at, id, remaining);
            default:
                return JournalEntry.Voided(sequence, at, id);
        }
    }
}
