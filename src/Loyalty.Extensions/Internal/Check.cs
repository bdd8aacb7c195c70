using Microsoft.Extensions.Options;

namespace Loyalty.Extensions.Internal;

/// <summary>A check of options as a whole; it returns what is wrong, or null.</summary>
internal sealed class Check<TOptions>(Func<TOptions, string?> fault) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options) =>
        fault(options) is { } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
}
