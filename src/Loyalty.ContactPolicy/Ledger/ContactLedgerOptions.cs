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

        ArgumentOutOfRangeException.ThrowIfNegative(ExpectedCustomers);
        return this;
    }
}
