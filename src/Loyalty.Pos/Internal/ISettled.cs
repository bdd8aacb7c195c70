namespace Loyalty.Pos.Internal;

/// <summary>A receipt of which the price is known; what lies on which line is written when somebody asks.</summary>
internal interface ISettled
{
    /// <summary>How many lines it has.</summary>
    int Count { get; }

    /// <summary>Writes down who gives what on which line.</summary>
    void Write(ApplicationLog log, Span<long> taken);

    /// <summary>Writes the receipt's lines.</summary>
    void Write(Buffer<PricedLine> into, ReadOnlySpan<long> taken);
}
