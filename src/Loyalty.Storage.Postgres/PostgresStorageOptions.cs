namespace Loyalty.Storage.Postgres;

/// <summary>Where the tables stand, and how often a call is tried.</summary>
public sealed record PostgresStorageOptions
{
    /// <summary>The schema that holds the tables; it is made if it does not exist.</summary>
    /// <value>1 to 63 lower-case letters, digits and underscores, not beginning with a digit; <c>loyalty</c> by default.</value>
    public string Schema { get; init; } = "loyalty";

    /// <summary>How often a call is tried again after a lost connection, a deadlock or a serialisation failure. It never counts twice.</summary>
    /// <value>0 to 20 (inclusive); 6 by default.</value>
    public int Retries { get; init; } = 6;

    /// <summary>How long the first wait before trying again is; each further one is twice as long, at most 2 seconds, give or take a random part.</summary>
    /// <value>0 to 2 seconds (inclusive); 25 ms by default.</value>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(25);

    internal PostgresStorageOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Schema);
        if (Schema.Length is 0 or > 63 || char.IsAsciiDigit(Schema[0]) || !Schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw new ArgumentException($"The schema '{Schema}' must be 1 to 63 lower-case letters, digits and underscores, not beginning with a digit.", nameof(Schema));
        }

        if (Retries is < 0 or > 20)
        {
            throw new ArgumentOutOfRangeException(nameof(Retries), Retries, "A call must be tried again 0 to 20 times (inclusive).");
        }

        return FirstWait < TimeSpan.Zero || FirstWait > TimeSpan.FromSeconds(2)
            ? throw new ArgumentOutOfRangeException(nameof(FirstWait), FirstWait, "The first wait must be 0 to 2 seconds (inclusive).")
            : this;
    }
}
