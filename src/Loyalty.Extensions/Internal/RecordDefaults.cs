namespace Loyalty.Extensions.Internal;

/// <summary>What options are called in messages, and how the defaults are made: written down, so that no reflection is needed.</summary>
internal sealed record RecordDefaults<TOptions>(string Name, Func<TOptions> Make);
