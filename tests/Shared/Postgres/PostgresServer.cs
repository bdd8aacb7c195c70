using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Loyalty.Testing;

/// <summary>A PostgreSQL server for one test assembly, on a loopback port and a temporary folder of its own; stopped and deleted at the end.</summary>
/// <remarks>
/// The programs are looked for on the PATH and in the usual folders. Where they are missing the tests are skipped and say so; with
/// LOYALTY_POSTGRES=required, as in continuous integration, they fail. The server refuses to run as root, so root starts it as an ordinary user.
/// </remarks>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly string[] Folders = ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"];

    private readonly List<string> asUser = [];
    private string? missing;
    private string programs = "";
    private string folder = "";
    private int port;
    private bool isRunning;

    /// <summary>Where to connect, to a database of that name.</summary>
    public string ConnectionTo(string database)
    {
        if (missing is not null)
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("LOYALTY_POSTGRES") != "required", missing);
            Assert.Fail(missing);
        }

        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=loyalty;Database={database};Include Error Detail=true;Maximum Pool Size=20");
    }

    /// <summary>The server's port.</summary>
    public int Port => port;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } found)
        {
            missing = "PostgreSQL's initdb, pg_ctl and postgres are neither on the PATH nor in /usr/lib/postgresql/*/bin. Install PostgreSQL 13 or later to run these tests.";
            return;
        }

        programs = found;
        folder = Directory.CreateTempSubdirectory("loyalty-postgres-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        if (Environment.UserName == "root")
        {
            string user = await SucceedsAsync("id", ["-u", "postgres"]) ? "postgres" : "nobody";
            asUser.AddRange(File.Exists("/usr/bin/setpriv") ? ["setpriv", "--reuid", user, "--regid", await GroupAsync(user), "--clear-groups", "--"] : ["runuser", "-u", user, "--"]);
            await RunAsync("chown", [user, folder]);
        }

        await RunAsync(Program("initdb"), ["-D", Data, "-U", "loyalty", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        for (int attempt = 1; !isRunning; attempt++)
        {
            port = FreePort();
            string settings = string.Create(
                CultureInfo.InvariantCulture,
                $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200 -c deadlock_timeout=100ms");
            isRunning = await SucceedsAsync(Program("pg_ctl"), ["-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o", settings, "start"]);
            if (!isRunning && attempt == 3)
            {
                throw new InvalidOperationException("PostgreSQL did not start: " + File.ReadAllText(Path.Combine(folder, "log")));
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private string Data => Path.Combine(folder, "data");

    private string Program(string name) => Path.Combine(programs, name);

    /// <summary>Stops this server, by the process id in its own folder, and deletes the folder.</summary>
    private void Stop()
    {
        if (folder.Length > 0 && Directory.Exists(folder))
        {
            if (isRunning)
            {
                isRunning = !SucceedsAsync(Program("pg_ctl"), ["-D", Data, "-w", "-m", "immediate", "stop"]).GetAwaiter().GetResult();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Find()
    {
        IEnumerable<string> path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        return path.Concat(Folders).Concat(versions).FirstOrDefault(f => new[] { "initdb", "pg_ctl", "postgres" }.All(p => File.Exists(Path.Combine(f, p))));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> GroupAsync(string user)
    {
        using Process id = Process.Start(new ProcessStartInfo("id", ["-g", user]) { RedirectStandardOutput = true })!;
        string group = (await id.StandardOutput.ReadToEndAsync()).Trim();
        await id.WaitForExitAsync();
        return group;
    }

    private async Task RunAsync(string program, string[] arguments)
    {
        (int code, string said) = await ExecuteAsync(program, arguments);
        Assert.True(code == 0, $"{program} failed: {said}");
    }

    private async Task<bool> SucceedsAsync(string program, string[] arguments) => (await ExecuteAsync(program, arguments)).Code == 0;

    /// <summary>The server inherits what is redirected, so only its starter's exit is waited for.</summary>
    private async Task<(int Code, string Said)> ExecuteAsync(string program, string[] arguments)
    {
        bool isServer = program.StartsWith(programs, StringComparison.Ordinal) && programs.Length > 0;
        string[] line = isServer ? [.. asUser, program, .. arguments] : [program, .. arguments];
        string output = Path.GetTempFileName();
        try
        {
            string quoted = string.Join(' ', line.Select(a => "'" + a.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));
            using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec {quoted} > '{output}' 2>&1"]) { WorkingDirectory = Path.GetTempPath() })!;
            await process.WaitForExitAsync();
            return (process.ExitCode, await File.ReadAllTextAsync(output));
        }
        finally
        {
            File.Delete(output);
        }
    }
}
