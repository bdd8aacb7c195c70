namespace Loyalty.Offers.Experiments;

/// <summary>Draws exactly so many guests of a list, the same ones in whatever order the list stands.</summary>
/// <remarks>For small audiences, where a share would give a group of chance size. Unlike a share, the draw depends on who is on the list. Stateless.</remarks>
public static class ExactDraw
{
    /// <summary>Draws the guests with the smallest points in an experiment.</summary>
    /// <param name="experiment">Its salt is the seed of the draw.</param>
    /// <param name="guests">Everybody who can be drawn, each once.</param>
    /// <param name="count">How many to draw, 0 to the number of guests.</param>
    /// <param name="drawn">Receives for each guest whether they were drawn; as long as <paramref name="guests"/>.</param>
    /// <exception cref="ArgumentException">A guest stands twice, or <paramref name="drawn"/> has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside its range.</exception>
    public static void Draw(Experiment experiment, ReadOnlySpan<GuestKey> guests, int count, Span<bool> drawn)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (drawn.Length != guests.Length)
        {
            throw new ArgumentException($"A draw answers for each guest, but there are {guests.Length} guests and room for {drawn.Length} answers.", nameof(drawn));
        }

        if (count < 0 || count > guests.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Of {guests.Length} guests, 0 to {guests.Length} (inclusive) can be drawn.");
        }

        ulong[] points = new ulong[guests.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = experiment.PointOf(guests[i]);
        }

        ulong[] sorted = (ulong[])points.Clone();
        Array.Sort(sorted);
        for (int i = 1; i < sorted.Length; i++)
        {
            // A point is a bijection of the key's hash: the same point is the same guest.
            if (sorted[i] == sorted[i - 1])
            {
                throw new ArgumentException($"The guest at {points.AsSpan().IndexOf(sorted[i])} stands in the list twice; list each guest once.", nameof(guests));
            }
        }

        for (int i = 0; i < points.Length; i++)
        {
            drawn[i] = count > 0 && points[i] <= sorted[count - 1];
        }
    }
}
