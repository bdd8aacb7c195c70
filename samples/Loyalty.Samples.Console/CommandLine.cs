using System.Text;
using Loyalty.Samples.Commands;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;

namespace Loyalty.Samples;

/// <summary>Finds the command, runs it, and turns what went wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int BadInput = 1;
    public const int BadUsage = 2;

    /// <summary>Every command, in the order of the help. A new command is one line here and one file in Commands/.</summary>
    private static readonly ICommand[] Commands =
    [
        new DemoCommand(),
        new MergeCommand(),
        new SegmentCommand(),
        new ClvCommand(),
        new SplitCommand(),
        new EffectCommand(),
        new AllocateCommand(),
        new ContactCommand(),
        new PriceCommand(),
        new NpsCommand(),
    ];

    public static int Run(string[] args, Stream output, TextWriter error)
    {
        string name = args.Length == 0 ? "demo" : args[0];
        ICommand? command = Array.Find(Commands, c => c.Name == name);
        if (command is null)
        {
            bool asked = name is "--help" or "-h" or "help";
            error.WriteLine(asked ? "Commands:" : $"There is no command '{name}'. Commands:");
            foreach (ICommand known in Commands)
            {
                error.WriteLine($"  {known.Usage}");
            }

            return asked ? Done : BadUsage;
        }

        return Run(command, args.AsSpan(Math.Min(1, args.Length)), output, error);
    }

    /// <summary>Runs one command.</summary>
    internal static int Run(ICommand command, ReadOnlySpan<string> words, Stream output, TextWriter error)
    {
        if (words.ContainsAny("--help", "-h"))
        {
            error.WriteLine($"Usage: {command.Usage}");
            return Done;
        }

        try
        {
            Arguments arguments = Arguments.Parse(words, command);
            using CommandContext context = new(arguments, output, error);
            command.Run(context);
            context.Complete();
            return Done;
        }
        catch (UsageException e)
        {
            error.WriteLine(e.Message);
            error.WriteLine($"Usage: {command.Usage}");
            return BadUsage;
        }
        catch (InputException e)
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk, a folder taken away: nothing was renamed into place, so nothing half-written stays.
            error.WriteLine($"The run stopped and wrote nothing: {e.Message}");
            return BadInput;
        }
    }
}
