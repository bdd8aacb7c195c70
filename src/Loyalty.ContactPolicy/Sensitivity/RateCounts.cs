namespace Loyalty.ContactPolicy.Sensitivity;

/// <summary>How many guests had so many answers to so many messages: all that a <see cref="RatePrior"/> needs to know of them.</summary>
/// <remarks>A partial state: counts are whole numbers, so merging is exact and order changes nothing. One thread at a time.</remarks>
public sealed class RateCounts
{
    private readonly Dictionary<(int Messages, int Answers), long> guests = [];

    /// <summary>Counts a guest; one without messages says nothing and is left out.</summary>
    /// <param name="messages">≥ 0.</param>
    /// <param name="answers">0 to <paramref name="messages"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public void Add(int messages, int answers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(messages);
        ArgumentOutOfRangeException.ThrowIfNegative(answers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(answers, messages);
        if (messages > 0)
        {
            guests[(messages, answers)] = guests.GetValueOrDefault((messages, answers)) + 1;
        }
    }

    /// <summary>Adds the guests of another count.</summary>
    /// <param name="other">Counts of other guests.</param>
    public void Merge(RateCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (((int, int) key, long count) in other.guests.ToArray())
        {
            guests[key] = guests.GetValueOrDefault(key) + count;
        }
    }

    /// <summary>Estimates how a rate is spread over guests.</summary>
    public RatePrior Fit()
    {
        (long k, long n, long x) = (0, 0, 0);
        double squares = 0;
        double between = 0;
        foreach (((int messages, int answers), long count) in guests.OrderBy(g => g.Key))
        {
            k += count;
            n += count * messages;
            x += count * answers;
            squares += (double)count * messages * messages;
            between += (double)count * answers * answers / messages;
        }

        double mean = (x + 0.5) / (n + 1.0);
        if (k < 2 || n == k)
        {
            return new RatePrior(mean, RatePrior.MostStrength);
        }

        double largest = squares / n;
        double betweenGuests = (between - ((double)x * x / n)) / (k - 1);
        double withinGuests = (x - between) / (n - k);
        double size = (n - largest) / (k - 1);
        double alike = (betweenGuests - withinGuests) / (betweenGuests + ((size - 1) * withinGuests));
        double strength = alike > 0 ? (1 - alike) / alike : RatePrior.MostStrength;
        return new RatePrior(mean, Math.Clamp(strength, RatePrior.LeastStrength, RatePrior.MostStrength));
    }
}
