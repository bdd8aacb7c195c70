using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Loyalty.Benchmarks.Workloads;

/// <summary>A PostgreSQL server for one run, on a loopback port and a temporary folder of its own, with the server's own settings (fsync and synchronous commit are on).</summary>
/// <remarks>The server refuses to run as root, so root starts it as an ordinary user.</remarks>
internal sealed class PostgresInstance : IDisposable
{
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    private readonly string programs;
    private readonly string folder = Directory.CreateTempSubdirectory("loyalty-postgres-").FullName;
    private readonly string asUser = "";
    private readonly int port;
    private bool isRunning;

    private PostgresInstance(string programs)
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
        using (TcpListener listener = new(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        string settings = string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=512MB -c max_wal_size=8GB");
        Demand($"{asUser}'{programs}/pg_ctl' -D '{folder}/data' -w -t 60 -l '{folder}/log' -o '{settings}' start");
        isRunning = true;
    }

    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=loyalty;Database=postgres;Maximum Pool Size=40;Max Auto Prepare=20");

    /// <summary>Why none can be started here, or null.</summary>
    public static string? Unavailable() => Find() is null ? "PostgreSQL's initdb, pg_ctl and postgres are neither on the PATH nor in /usr/lib/postgresql/*/bin." : null;

    public static PostgresInstance Start() => new(Find() ?? throw new InvalidOperationException(Unavailable()));

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
        return path.Concat(versions).FirstOrDefault(f => Needed.All(p => File.Exists(Path.Combine(f, p))));
    }

    private static void Demand(string command)
    {
        (int code, string said) = Shell(command);
        if (code != 0)
        {
            throw new InvalidOperationException($"{command} failed: {said}");
        }
    }

    /// <summary>The server inherits what is redirected, so its starter writes to a file and only its exit is waited for.</summary>
    private static (int Code, string Said) Shell(string command)
    {
        string output = Path.GetTempFileName();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{command} > '{output}' 2>&1"]) { WorkingDirectory = Path.GetTempPath() })!;
            process.WaitForExit();
            return (process.ExitCode, File.ReadAllText(output));
        }
        finally
        {
            File.Delete(output);
        }
    }
}
