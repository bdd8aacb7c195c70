using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Loyalty.Testing;

/// <summary>A PostgreSQL server of its own, on a loopback port and a temporary folder; stopped and deleted at the end. Tests and benchmarks share this file.</summary>
/// <remarks>The programs are looked for on the PATH and in the usual folders. The server refuses to run as root, so root starts it as an ordinary user.</remarks>
internal sealed class PostgresCluster : IDisposable
{
    private const int Attempts = 3;
    private static readonly string[] Folders = ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"];
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    private readonly string programs;
    private readonly string folder = Directory.CreateTempSubdirectory("loyalty-postgres-").FullName;
    private readonly string asUser = "";
    private bool isRunning;

    private PostgresCluster(string programs, IReadOnlyList<string> settings)
    {
        this.programs = programs;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        if (Environment.UserName == "root")
        {
            string user = Shell("id -u postgres").Code == 0 ? "postgres" : "nobody";
            asUser = File.Exists("/usr/bin/setpriv") ? $"setpriv --reuid {user} --regid $(id -g {user}) --clear-groups -- " : $"runuser -u {user} -- ";
            Demand($"chown {user} '{folder}'");
        }

        Demand($"{asUser}'{programs}/initdb' -D '{folder}/data' -U loyalty -A trust -E UTF8 --locale=C --no-sync");
        string given = string.Concat(settings.Select(s => " -c " + s));
        for (int attempt = 1; !isRunning; attempt++)
        {
            // Another program may take the port between looking and starting.
            Port = FreePort();
            string options = string.Create(CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={given}");
            isRunning = Shell($"{asUser}'{programs}/pg_ctl' -D '{folder}/data' -w -t 60 -l '{folder}/log' -o '{options}' start").Code == 0;
            if (!isRunning && attempt == Attempts)
            {
                throw new InvalidOperationException("PostgreSQL did not start: " + File.ReadAllText(Path.Combine(folder, "log")));
            }
        }
    }

    public int Port { get; private set; }

    /// <summary>Why none can be started here, or null.</summary>
    public static string? Missing() => Find() is null
        ? "PostgreSQL's initdb, pg_ctl and postgres are neither on the PATH nor in /usr/lib/postgresql/*/bin. Install PostgreSQL 13 or later."
        : null;

    /// <summary>Starts one with the server's own settings but for those given, such as <c>fsync=off</c>.</summary>
    public static PostgresCluster Start(params IReadOnlyList<string> settings) => new(Find() ?? throw new InvalidOperationException(Missing()), settings);

    public string ConnectionTo(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=loyalty;Database={database}");

    /// <summary>Stops this server, by the process id in its own folder, and deletes the folder.</summary>
    public void Dispose()
    {
        if (isRunning)
        {
            isRunning = false;
            _ = Shell($"{asUser}'{programs}/pg_ctl' -D '{folder}/data' -w -m immediate stop");
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Find()
    {
        IEnumerable<string> path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        return path.Concat(Folders).Concat(versions).FirstOrDefault(f => Needed.All(p => File.Exists(Path.Combine(f, p))));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Demand(string command)
    {
        (int code, string said) = Shell(command);
        if (code != 0)
        {
            throw new InvalidOperationException($"{command} failed: {said}");
        }
    }

    /// <summary>
    /// The server inherits what is redirected, so its starter writes to a file and only its exit is waited for. It must not inherit more: one that outlives a program that was killed would hold,
    /// for instance, the lock under which that program was started.
    /// </summary>
    private static (int Code, string Said) Shell(string command)
    {
        string output = Path.GetTempFileName();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{command} > '{output}' 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-"]) { WorkingDirectory = Path.GetTempPath() })!;
            process.WaitForExit();
            return (process.ExitCode, File.ReadAllText(output));
        }
        finally
        {
            File.Delete(output);
        }
    }
}
