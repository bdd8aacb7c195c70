using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Loyalty.Extensions.Internal;

/// <summary>Makes options that cannot be set later: the defaults, then each change in order, then the checks.</summary>
/// <remarks>
/// The framework's own factory sets properties of an object that exists already, which records with <c>init</c> rightly refuse. A value
/// out of its range throws where it is set; here that becomes the one exception that hosts show at start.
/// </remarks>
internal sealed class RecordOptionsFactory<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    RecordDefaults<TOptions> defaults, IEnumerable<RecordChange<TOptions>> changes, IEnumerable<IValidateOptions<TOptions>> checks) : IOptionsFactory<TOptions>
    where TOptions : class
{
    public TOptions Create(string name)
    {
        TOptions options = defaults.Make();
        foreach (RecordChange<TOptions> change in changes)
        {
            try
            {
                options = change.Apply(options) ?? throw new ArgumentException("The change returned null; return the options, such as o => o with { … }.");
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                throw Refused(name, [e.Message.ReplaceLineEndings(" ")]);
            }
        }

        string[] faults = [.. checks.Select(c => c.Validate(name, options)).Where(r => r.Failed).SelectMany(r => r.Failures ?? [])];
        return faults.Length == 0 ? options : throw Refused(name, faults);
    }

    private OptionsValidationException Refused(string name, IEnumerable<string> faults) =>
        new(name, typeof(TOptions), faults.Select(f => $"{defaults.Name}: {f}"));
}
