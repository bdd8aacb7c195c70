namespace Loyalty.Samples.Commands;

/// <summary>One command of the sample.</summary>
internal interface ICommand
{
    /// <summary>The word after the program's name.</summary>
    string Name { get; }

    /// <summary>One line of help: the name, the files, the options with their defaults.</summary>
    string Usage { get; }

    /// <summary>The options of its own that take a value, with their dashes, beside <c>--out</c>, which all share.</summary>
    IReadOnlyList<string> ValueOptions { get; }

    /// <summary>The options of its own that take none, beside <c>--json</c> and <c>--lenient</c>, which all share.</summary>
    IReadOnlyList<string> Flags { get; }

    /// <summary>The fewest and the most files the command takes.</summary>
    (int Fewest, int Most) Files { get; }

    /// <summary>Reads, calls the libraries, writes.</summary>
    void Run(CommandContext context);
}
