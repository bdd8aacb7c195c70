namespace Loyalty.Docs.Tests.Reading;

/// <summary>A fenced block.</summary>
/// <param name="Language">The word after the ticks.</param>
/// <param name="Line">The line of the opening ticks, from 1.</param>
/// <param name="Body">The lines between the ticks.</param>
/// <param name="Before">The line right above, trimmed: where a block says which test it comes from.</param>
internal sealed record MarkdownFence(string Language, int Line, string[] Body, string Before);
