using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>What the last catalogue said about an article, in the article itself.</summary>
/// <remarks>Written and read by any number of threads: a sequence lock, whose number is odd while the card is being written.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct ArticleCard
{
    private int sequence;
    private int catalogue;
    private LineCard card;

    /// <summary>Reads the card.</summary>
    /// <returns>The number of the catalogue that wrote it; 0 where none did, or one is just writing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Read(out LineCard read)
    {
        int before = Volatile.Read(in sequence);
        int of = catalogue;
        read = card;
        Volatile.ReadBarrier();
        return before == sequence && (before & 1) == 0 ? of : 0;
    }

    /// <summary>Writes the card; one thread at a time.</summary>
    public void Write(Resolution found)
    {
        Volatile.Write(ref sequence, sequence + 1);
        Volatile.WriteBarrier();
        catalogue = found.CatalogueNumber;
        card = new LineCard(found);
        Volatile.WriteBarrier();
        Volatile.Write(ref sequence, sequence + 1);
    }
}
