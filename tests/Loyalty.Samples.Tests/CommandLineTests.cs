namespace Loyalty.Samples.Tests;

public class CommandLineTests
{
    [Fact]
    public void Run_UnknownCommand_ShowsTheCommandsAndExitsWithTwo()
    {
        CliResult result = Cli.Run("nonsense");

        Assert.Equal(2, result.Code);
        Assert.StartsWith("There is no command 'nonsense'.", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
