using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;
using Spectre.Console;

namespace Loyalty.Samples;

/// <summary>What every command shares: its arguments, where rows go, what is set aside, the summary at the end.</summary>
internal sealed class CommandContext : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Stream standardOutput;
    private readonly List<OutputFile> outputs = [];
    private readonly List<(string File, string[] Header, string[] Fields, int Line, string Reason)> rejected = [];
    private TextWriter? rows;
    private long kept;

    public CommandContext(Arguments arguments, Stream standardOutput, TextWriter error)
    {
        Arguments = arguments;
        Error = error;
        this.standardOutput = standardOutput;
    }

    public Arguments Arguments { get; }

    /// <summary>Messages for people go here; rows and summaries go elsewhere.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether bad rows are set aside instead of stopping the run.</summary>
    public bool Lenient => Arguments.Has("--lenient");

    /// <summary>The currency of the files: <c>--currency</c>, else XXX with two digits.</summary>
    public Currency Currency
    {
        get
        {
            string code = Arguments.Text("--currency") ?? "XXX";
            return code.Length == 3 && code.All(char.IsAsciiLetterUpper)
                ? new Currency(code)
                : throw new UsageException($"The option --currency must be three capital letters such as EUR, not '{code}'.");
        }
    }

    /// <summary>The command's figures, in order; printed at the end.</summary>
    public JsonObject Summary { get; } = [];

    /// <summary>Where rows go: <c>--out</c>, else standard output.</summary>
    public TextWriter Rows
    {
        get
        {
            if (rows is null)
            {
                if (Arguments.Has("--json") && Arguments.Text("--out") is null)
                {
                    throw new UsageException("With --json the summary goes to standard output, so the rows need --out FILE.");
                }

                rows = Arguments.Text("--out") is { } path ? Open(path) : StandardText();
            }

            return rows;
        }
    }

    /// <summary>Tables for people on standard output; framed on a terminal, plain elsewhere.</summary>
    public Screen Screen => new(rows ??= StandardText(), plain: Console.IsOutputRedirected || !ReferenceEquals(Error, Console.Error));

    /// <summary>Opens a further file that appears whole at the end, or not at all.</summary>
    public TextWriter Open(string path)
    {
        OutputFile output = new(path);
        outputs.Add(output);
        return output.Writer;
    }

    /// <summary>Runs a long step with a bar on a terminal, and silently elsewhere.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The step; it may report the share done, 0 to 1.</param>
    public void Progress(string title, Action<Action<double>> work)
    {
        if (Console.IsErrorRedirected || !ReferenceEquals(Error, Console.Error))
        {
            work(_ => { });
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
        console.Progress().AutoClear(true).HideCompleted(true).Start(bars =>
        {
            ProgressTask bar = bars.AddTask(Markup.Escape(title), maxValue: 1);
            work(share => bar.Value = share);
            bar.Value = 1;
        });
    }

    /// <summary>Names every file in place, then prints the summary. Nothing of the outside world has changed before.</summary>
    public void Complete()
    {
        if (Lenient)
        {
            WriteRejected();
            Summary["read"] = kept + rejected.Count;
            Summary["kept"] = kept;
            Summary["rejected"] = rejected.Count;
        }

        Summary["seconds"] = Math.Round(watch.Elapsed.TotalSeconds, 3);
        rows?.Flush();
        foreach (OutputFile output in outputs)
        {
            output.Complete();
        }

        if (Arguments.Has("--json"))
        {
            using TextWriter text = StandardText();
            text.WriteLine(Summary.ToJsonString(Json));
        }
        else
        {
            foreach ((string name, JsonNode? value) in Summary)
            {
                Error.WriteLine($"{name}: {value?.ToJsonString() ?? "null"}");
            }
        }
    }

    public void Dispose()
    {
        foreach (OutputFile output in outputs)
        {
            output.Dispose();
        }
    }

    internal void CountRow() => kept++;

    internal void Reject(string file, string[] header, string[] fields, int line, RowException reason) =>
        rejected.Add((file, header, (string[])fields.Clone(), line, reason.Column is null ? reason.Message : $"column '{reason.Column}': {reason.Message}"));

    /// <summary>Standard output as text, for a command whose answer is a table; dispose it to flush.</summary>
    internal StreamWriter StandardText() =>
        new(standardOutput, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };

    /// <summary>The rows set aside, with the columns of every file that had one, where they stood and why.</summary>
    private void WriteRejected()
    {
        string beside = Arguments.Text("--out") ?? (Arguments.Files is [var file, ..] && file != "-" ? Path.GetFileName(file) : "stdin");
        string[] columns = [.. rejected.SelectMany(r => r.Header).Distinct(StringComparer.Ordinal)];
        using CsvOut csv = new(Open(beside + ".rejected.csv"), ["file", "line", "reason", .. columns]);
        foreach ((string from, string[] header, string[] fields, int line, string reason) in rejected)
        {
            csv.Row([Path.GetFileName(from), Format.Of(line), reason,
                .. columns.Select(column => Array.IndexOf(header, column) is >= 0 and var i && i < fields.Length ? fields[i] : "")]);
        }
    }
}
