using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Ledger;

/// <summary>How long a ledger holds and remembers.</summary>
public sealed record ContactLedgerOptions
{
    /// <summary>How long a reserved slot is held for a message that is neither confirmed nor released.</summary>
    /// <value>Above zero, at most 30 days; 15 minutes by default.</value>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How far back a guest's load can be told. Contacts are kept for this long, or for as long as a rule of the matrix can see them. It must be as long as the limits of any guest look back.</summary>
    /// <value>Zero to 36,500 days; 30 days by default.</value>
    public TimeSpan LoadPeriod { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many customers to make room for at once; the ledger grows beyond as needed.</summary>
    /// <value>≥ 0; 0 by default.</value>
    public int ExpectedCustomers { get; init; }

    /// <summary>How many remembered contacts one guest may have; one more is refused, so that what writes to a guest without end cannot slow the others down.</summary>
    /// <value>1 to 65,534 (inclusive); 65,534 by default.</value>
    public int MostContacts { get; init; } = ushort.MaxValue - 1;

    /// <summary>How long contacts are remembered: for <see cref="LoadPeriod"/>, or as long as a rule can see them.</summary>
    /// <param name="matrix">The rules.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public TimeSpan MemoryFor(ContactMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        TimeSpan load = Checked().LoadPeriod;
        return matrix.Sight > load ? matrix.Sight : load;
    }

    internal ContactLedgerOptions Checked()
    {
        if (Hold <= TimeSpan.Zero || Hold > TimeSpan.FromDays(30))
        {
            throw new ArgumentOutOfRangeException(nameof(Hold), Hold, "A slot must be held for more than zero and at most 30 days.");
        }

        if (LoadPeriod < TimeSpan.Zero || LoadPeriod > TimeSpan.FromDays(36_500))
        {
            throw new ArgumentOutOfRangeException(nameof(LoadPeriod), LoadPeriod, "The load must be kept for zero to 36,500 days.");
        }

        if (MostContacts is < 1 or >= ushort.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(MostContacts), MostContacts, "A guest may have 1 to 65,534 remembered contacts (inclusive).");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(ExpectedCustomers);
        return this;
    }
}
