namespace Loyalty.Architecture.Tests.Reading;

/// <summary>Fails with all that break a law, not with the first few.</summary>
internal static class Violations
{
    public static void None(IEnumerable<string?> found)
    {
        string[] all = [.. found.Select(f => f ?? "")];
        Assert.True(all.Length == 0, $"{all.Length} break this law:\n{string.Join('\n', all)}");
    }
}
