using System.Buffers.Binary;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Lifecycle;

/// <summary>Remembers each guest's stage from day to day, and tells who moved and why. A byte a guest.</summary>
/// <remarks>One writer at a time; readers may run together while nobody writes.</remarks>
public sealed class LifecycleBook
{
    private const string Mark = "LGL";
    private const byte Version = 1;
    private const int Header = 8;

    private byte[] stages = [];

    /// <summary>The last day that was told; null at first.</summary>
    public DateOnly? AsOf { get; private set; }

    /// <summary>A guest's stage; <see cref="LifecycleStage.None"/> where none was told.</summary>
    /// <param name="customer">A guest.</param>
    public LifecycleStage this[CustomerId customer] => (uint)customer.Index < (uint)stages.Length ? (LifecycleStage)stages[customer.Index] : LifecycleStage.None;

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="FormatException">They are no book of stages, of a later version, cut short or damaged.</exception>
    public static LifecycleBook FromBytes(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> content = SealedBytes.Open(bytes, Mark, Version, "book of stages");
        if (content.Length < Header || BinaryPrimitives.ReadInt32LittleEndian(content) != content.Length - Header)
        {
            throw new FormatException($"The book of stages says another length than its {content.Length} bytes; it was not written by this library.");
        }

        int day = BinaryPrimitives.ReadInt32LittleEndian(content[4..]);
        ReadOnlySpan<byte> stages = content[Header..];
        if (day < -1 || day > DateOnly.MaxValue.DayNumber || stages.ContainsAnyExceptInRange((byte)LifecycleStage.None, (byte)LifecycleStage.Returned))
        {
            throw new FormatException("The book holds a day or a stage that does not exist; it was not written by this library.");
        }

        return new LifecycleBook { stages = stages.ToArray(), AsOf = day < 0 ? null : DateOnly.FromDayNumber(day) };
    }

    /// <summary>The book as bytes, the same on every machine: a version, the day, a byte a guest, and a checksum.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = SealedBytes.Of(Mark, Version, Header + stages.Length);
        Span<byte> content = bytes.AsSpan(SealedBytes.Before);
        BinaryPrimitives.WriteInt32LittleEndian(content, stages.Length);
        BinaryPrimitives.WriteInt32LittleEndian(content[4..], AsOf?.DayNumber ?? -1);
        stages.CopyTo(content[Header..]);
        return SealedBytes.Seal(bytes);
    }

    /// <summary>Moves on to a snapshot's day.</summary>
    /// <param name="model">The model; one that was fitted anew does not make guests flip, see <see cref="LifecycleModel.StageAfter"/>.</param>
    /// <param name="summaries">The snapshot; its day is not before <see cref="AsOf"/>.</param>
    /// <returns>Who moved, by row; nobody when the day is told again.</returns>
    /// <exception cref="ArgumentException">The snapshot is of an earlier day than the last.</exception>
    public IReadOnlyList<LifecycleTransition> Advance(LifecycleModel model, CustomerSummaries summaries)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(summaries);
        if (summaries.AsOf < AsOf)
        {
            throw new ArgumentException($"The book stands at day number {AsOf?.DayNumber}, and the snapshot is of {summaries.AsOf.DayNumber}; days are told in order.", nameof(summaries));
        }

        DateOnly before = AsOf ?? DateOnly.MinValue;
        if (stages.Length < summaries.Rows)
        {
            Array.Resize(ref stages, summaries.Rows);
        }

        List<LifecycleTransition> moved = [];
        for (int row = 0; row < stages.Length; row++)
        {
            CustomerId customer = new(row);
            LifecycleStage from = (LifecycleStage)stages[row];
            LifecycleResult result = model.StageAfter(summaries, customer, from, before);
            if (result.Stage != from)
            {
                bool visited = from == LifecycleStage.None || result.SilenceDays <= summaries.AsOf.DayNumber - before.DayNumber;
                moved.Add(new LifecycleTransition(customer, from, result.Stage, summaries.AsOf, visited, result));
                stages[row] = (byte)result.Stage;
            }
        }

        AsOf = summaries.AsOf;
        return moved;
    }

    /// <summary>Forgets a guest's stage.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    public void Erase(CustomerId customer)
    {
        if ((uint)customer.Index < (uint)stages.Length)
        {
            stages[customer.Index] = (byte)LifecycleStage.None;
        }
    }
}
