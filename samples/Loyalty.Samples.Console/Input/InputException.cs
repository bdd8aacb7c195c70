namespace Loyalty.Samples.Input;

/// <summary>A file is at fault: exit code 1, one line <c>FILE:LINE: column 'x': what is wrong</c>.</summary>
internal sealed class InputException : Exception
{
    public InputException(string file, int line, string message)
        : base($"{Shown(file)}:{line}: {OneLine(message)}")
    {
    }

    public InputException(string file, int line, string column, string message)
        : this(file, line, $"column '{column}': {message}")
    {
    }

    private static string Shown(string file) => file == "-" ? "<stdin>" : file;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
