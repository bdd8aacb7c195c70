using System.Globalization;
using Loyalty.Samples.Commands;

namespace Loyalty.Samples;

/// <summary>The words of a command line: files in order, options by name. Each option stands at most once.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> flags = new(StringComparer.Ordinal);
    private readonly List<string> files = [];

    /// <summary>The files named, <c>-</c> for standard input.</summary>
    public IReadOnlyList<string> Files => files;

    public static Arguments Parse(ReadOnlySpan<string> words, ICommand command)
    {
        Arguments result = new();
        bool filesOnly = false;
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            if (filesOnly || word == "-" || !word.StartsWith('-'))
            {
                result.files.Add(word);
                continue;
            }

            if (word == "--")
            {
                filesOnly = true;
                continue;
            }

            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? word : word[..equals];
            if (name is "--json" or "--lenient" || command.Flags.Contains(name))
            {
                if (equals >= 0 || !result.flags.Add(name))
                {
                    throw new UsageException($"The option {name} takes no value and stands once.");
                }
            }
            else if (name == "--out" || command.ValueOptions.Contains(name))
            {
                if (equals < 0 && i + 1 == words.Length)
                {
                    throw new UsageException($"The option {name} needs a value.");
                }

                if (!result.values.TryAdd(name, equals < 0 ? words[++i] : word[(equals + 1)..]))
                {
                    throw new UsageException($"The option {name} stands twice.");
                }
            }
            else
            {
                throw new UsageException($"There is no option '{word}'.");
            }
        }

        if (result.files.Count < command.Files.Fewest || result.files.Count > command.Files.Most)
        {
            throw new UsageException(command.Files.Most == 0
                ? $"The command takes no files, but {result.files.Count} are named."
                : $"The command takes {(command.Files.Fewest == command.Files.Most ? $"{command.Files.Fewest}" : $"at least {command.Files.Fewest}")} file(s), but {result.files.Count} are named.");
        }

        if (result.files.Count(f => f == "-") > 1)
        {
            throw new UsageException("Standard input (-) can be read once.");
        }

        return result;
    }

    /// <summary>Whether a flag stands.</summary>
    public bool Has(string flag) => flags.Contains(flag);

    /// <summary>An option's text, or null.</summary>
    public string? Text(string option) => values.GetValueOrDefault(option);

    /// <summary>An option's text, which must be there.</summary>
    public string RequiredText(string option) => Text(option) ?? throw new UsageException($"The option {option} is required.");

    /// <summary>A whole number within [least, most].</summary>
    public int Integer(string option, int fallback, int least, int most) => Text(option) is not { } text ? fallback
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most ? value
        : throw new UsageException($"The option {option} must be a whole number from {least} to {most}, not '{text}'.");

    /// <summary>A decimal within [least, most], or null where the option does not stand.</summary>
    public decimal? Decimal(string option, decimal least, decimal most) => Text(option) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value >= least && value <= most ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"The option {option} must be a number from {least} to {most}, not '{text}'."));

    /// <summary>A date as <c>yyyy-MM-dd</c>, which must be there.</summary>
    public DateOnly RequiredDate(string option)
    {
        string text = RequiredText(option);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new UsageException($"The option {option} must be a date such as 2026-11-30, not '{text}'.");
    }
}
