using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>A way by which a message reaches a guest.</summary>
/// <remarks>
/// The well-known ones are properties; a host may name others.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct Channel : IComparable<Channel>
{
    private readonly string? value;

    /// <summary>Names a channel.</summary>
    /// <param name="value">1 to 128 characters, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public Channel(string value) => this.value = Code.Check(value, "channel");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no channel.</summary>
    public bool IsNone => value is null;

    /// <summary>Names a channel if <paramref name="value"/> is a valid name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="result">The channel, or <c>default</c>.</param>
    /// <returns>Whether the name is valid.</returns>
    public static bool TryCreate(string? value, out Channel result)
    {
        bool valid = Code.IsValid(value);
        result = valid ? new Channel(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(Channel other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>E-mail.</summary>
    public static Channel Email { get; } = new("email");

    /// <summary>Text message.</summary>
    public static Channel Sms { get; } = new("sms");

    /// <summary>Notification of an app or a browser.</summary>
    public static Channel Push { get; } = new("push");

    /// <summary>Messenger.</summary>
    public static Channel Messenger { get; } = new("messenger");

    /// <summary>The slip printed with a receipt.</summary>
    public static Channel Slip { get; } = new("slip");

    /// <summary>A place inside the app.</summary>
    public static Channel InApp { get; } = new("in-app");

    /// <summary>A telephone call.</summary>
    public static Channel Call { get; } = new("call");
}
