using System.Diagnostics;
using System.Runtime.CompilerServices;
using Loyalty.ContactPolicy.Matrix;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Loyalty.Extensions.Tests;

public sealed class ZoneDataTests
{
    private const string Child = "LOYALTY_HOST_WITHOUT_ZONES";

    [Fact]
    public async Task HostWithoutTimeZoneData_FailsAtItsStart_AndSaysWhatToInstall()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has its zones in the system, where they cannot be hidden from a process.");
        using Process host = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [])
        {
            RedirectStandardOutput = true,
            Environment = { [Child] = "1", ["TZDIR"] = "/nowhere" },
        })!;
        string said = await host.StandardOutput.ReadToEndAsync();
        await host.WaitForExitAsync();
        Assert.Contains("no IANA time zone data; install the package tzdata", said, StringComparison.Ordinal);
    }

    /// <summary>This test program once more, as a host on a machine whose zones are not installed.</summary>
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Child) is not null)
        {
            using ServiceProvider services = new ServiceCollection()
                .AddLoyalty(loyalty => loyalty.UseClock(TimeProvider.System).AddContactPolicy(o => o with { Matrix = ContactMatrix.Parse("{ }") }))
                .BuildServiceProvider();
            try
            {
                services.GetRequiredService<IStartupValidator>().Validate();
                Console.WriteLine("started");
            }
            catch (OptionsValidationException refused)
            {
                Console.WriteLine(refused.Message);
            }

            Environment.Exit(0);
        }
    }
}
