namespace Loyalty.Pos.Catalog;

/// <summary>The catalogue in force: lanes price with it while another is put in its place.</summary>
/// <remarks>
/// Thread-safe without locks. A receipt is priced with the one catalogue that <see cref="Current"/> was when its pricing began, and names
/// it; the next receipt sees the next one. Nothing waits for anything.
/// </remarks>
public sealed class LiveCatalogue
{
    private Catalogue current;

    /// <summary>Begins with a catalogue.</summary>
    /// <param name="first">The catalogue in force from now on.</param>
    public LiveCatalogue(Catalogue first)
    {
        ArgumentNullException.ThrowIfNull(first);
        current = first;
    }

    /// <summary>The catalogue in force.</summary>
    public Catalogue Current => Volatile.Read(ref current);

    /// <summary>Puts another catalogue in force.</summary>
    /// <param name="next">The next one.</param>
    /// <returns>The one before; receipts that are being priced end with it.</returns>
    public Catalogue Replace(Catalogue next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Interlocked.Exchange(ref current, next);
    }
}
