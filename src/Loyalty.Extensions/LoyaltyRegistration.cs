using System.Diagnostics.CodeAnalysis;
using Loyalty.Extensions.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Loyalty.Extensions;

/// <summary>The door by which a host takes in the Loyalty libraries.</summary>
public static class LoyaltyRegistration
{
    /// <summary>Registers the libraries that the host asks for.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Says which libraries, with which options: <c>loyalty => loyalty.AddNps()</c>.</param>
    /// <returns>The same services.</returns>
    /// <remarks>
    /// A generic host checks every option before it starts to serve; another one calls <see cref="IStartupValidator.Validate"/> itself.
    /// What is wrong is then an <see cref="OptionsValidationException"/> that names the value, the range and the cure.
    /// </remarks>
    public static IServiceCollection AddLoyalty(this IServiceCollection services, Action<LoyaltyBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        configure(new LoyaltyBuilder(services));
        return services;
    }

    /// <summary>Registers options that are records: changed by <c>with</c>, checked at start.</summary>
    internal static void AddRecord<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceCollection services, RecordDefaults<TOptions> defaults, Func<TOptions, TOptions>? change)
        where TOptions : class
    {
        services.AddOptions<TOptions>().ValidateOnStart();
        services.TryAddSingleton(defaults);
        services.TryAddSingleton<IOptionsFactory<TOptions>, RecordOptionsFactory<TOptions>>();
        if (change is not null)
        {
            services.AddSingleton(new RecordChange<TOptions>(change));
        }
    }
}
