using System.Globalization;

namespace Loyalty.Nps;

/// <summary>A guest's answer to 'how likely are you to recommend us?', 0 to 10.</summary>
/// <remarks>
/// 0 is an answer, and the worst; a dismissed question is none and never becomes one. Equal and ordered by the number. The
/// <c>default</c> is the answer 0. Immutable.
/// </remarks>
public readonly record struct Answer : IComparable<Answer>
{
    private readonly byte value;

    /// <summary>Makes an answer.</summary>
    /// <param name="value">0 to 10 (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is outside that range.</exception>
    public Answer(int value)
    {
        if ((uint)value > 10)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value,
                string.Create(CultureInfo.InvariantCulture, $"An answer must be between 0 and 10 (inclusive), but it is {value}; leave dismissed questions out."));
        }

        this.value = (byte)value;
    }

    /// <summary>The number given.</summary>
    /// <value>0 to 10.</value>
    public int Value => value;

    /// <summary>What it says about the guest: 0–6 detractor, 7–8 passive, 9–10 promoter.</summary>
    public AnswerClass Class => value >= 9 ? AnswerClass.Promoter : value >= 7 ? AnswerClass.Passive : AnswerClass.Detractor;

    /// <summary>Makes an answer if the number is one.</summary>
    /// <param name="value">A number.</param>
    /// <param name="answer">The answer, or <c>default</c>.</param>
    /// <returns>Whether the number is between 0 and 10.</returns>
    public static bool TryCreate(int value, out Answer answer)
    {
        bool valid = (uint)value <= 10;
        answer = valid ? new Answer(value) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(Answer other) => value.CompareTo(other.value);

    /// <summary>Returns the number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
