namespace Loyalty.Core;

/// <summary>A document that people write (a contact matrix, a cascade, a catalogue of offers) is malformed at a line.</summary>
/// <remarks>The message names the value, the allowed range and the cure, and holds no personal data.</remarks>
public sealed class DocumentFormatException : FormatException
{
    /// <summary>Describes a fault at the first line.</summary>
    public DocumentFormatException()
        : this(1, "The document is malformed.")
    {
    }

    /// <summary>Describes a fault at the first line.</summary>
    /// <param name="message">What is wrong, what is allowed, what to do.</param>
    public DocumentFormatException(string message)
        : this(1, message)
    {
    }

    /// <summary>Describes a fault at the first line.</summary>
    /// <param name="message">What is wrong, what is allowed, what to do.</param>
    /// <param name="innerException">What led to it.</param>
    public DocumentFormatException(string message, Exception innerException)
        : base(message, innerException) => Line = 1;

    /// <summary>Describes a fault.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="message">What is wrong, what is allowed, what to do.</param>
    public DocumentFormatException(int line, string message)
        : base(message) => Line = line;

    /// <summary>The line on which the faulty value stands.</summary>
    /// <value>From 1.</value>
    public int Line { get; }
}
