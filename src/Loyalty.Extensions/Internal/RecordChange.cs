namespace Loyalty.Extensions.Internal;

/// <summary>One step of a host's configuration: the options before, the options after.</summary>
internal sealed record RecordChange<TOptions>(Func<TOptions, TOptions> Apply);
