using System.Reflection;
using System.Xml.Linq;
using Loyalty.Architecture.Tests.Reading;

namespace Loyalty.Architecture.Tests;

/// <summary>The same input gives the same bytes on every machine: no clock, chance, culture or zone of the machine in src/.</summary>
public sealed class AmbientTests
{
    private static readonly string[] Ambient =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTime::ToLocalTime",
        "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow", "System.DateTimeOffset::ToLocalTime",
        "System.DateTimeOffset::get_LocalDateTime", "System.TimeProvider::get_System", "System.TimeZoneInfo::get_Local",
        "System.TimeProvider::get_LocalTimeZone", "System.TimeProvider::GetLocalNow",
        "System.Environment::get_TickCount", "System.Environment::get_TickCount64", "System.Environment::get_MachineName",
        "System.Environment::GetEnvironmentVariable", "System.Diagnostics.Stopwatch", "System.Threading.PeriodicTimer::.ctor/1",
        "System.Random", "System.Guid::NewGuid", "System.Guid::CreateVersion7", "System.Security.Cryptography.RandomNumberGenerator",
        "System.HashCode", "System.String::GetHashCode/0",
        "System.Globalization.CultureInfo::get_CurrentCulture", "System.Globalization.CultureInfo::get_CurrentUICulture",
        "System.Threading.Thread::get_CurrentCulture", "System.Globalization.NumberFormatInfo::get_CurrentInfo",
        "System.Globalization.DateTimeFormatInfo::get_CurrentInfo", "System.StringComparer::get_CurrentCulture",
        "System.StringComparer::get_CurrentCultureIgnoreCase", "System.String::ToLower/0", "System.String::ToUpper/0",
        "System.Char::ToLower/1", "System.Char::ToUpper/1",
    ];

    /// <summary>What <c>new T()</c> compiles to, and the name of a type in a message: both survive trimming. Registration needs them; a decision does not.</summary>
    private static readonly string[] HarmlessInAdapters =
    [
        "System.Activator::CreateInstance/0", "System.Reflection.MemberInfo", "System.Reflection.MemberInfo::get_Name", "System.Reflection.MemberInfo::get_Name/0",
    ];

    public static TheoryData<string> Projects => SourceProject.Names;

    public static TheoryData<string> BannedSymbols =>
        [.. File.ReadLines(Repository.PathOf("BannedSymbols.txt")).Where(l => l.Length > 0).Select(l => l.Split(';')[0])];

    [Theory]
    [MemberData(nameof(Projects))]
    public void BuiltLibrary_Calls_NothingAmbient(string name)
    {
        IReadOnlySet<string> called = CalledMembers.Of(SourceProject.Named(name).Assembly);
        string[] found = [.. Ambient.Where(called.Contains)];
        Assert.True(found.Length == 0, $"{name}.dll uses {string.Join(", ", found)}. Take asOf, a TimeProvider, a seed, a zone or the invariant culture.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void BuiltLibrary_Uses_NoReflection(string name)
    {
        string[] found = [.. CalledMembers.Of(SourceProject.Named(name).Assembly)
            .Where(m => m.StartsWith("System.Reflection.", StringComparison.Ordinal) || m.StartsWith("System.Activator::CreateInstance/", StringComparison.Ordinal))
            .Where(m => !m.Split("::")[0].EndsWith("Attribute", StringComparison.Ordinal))
            .Where(m => !SourceProject.Named(name).IsAdapter || !HarmlessInAdapters.Contains(m))];
        Assert.True(found.Length == 0, $"{name}.dll uses {string.Join(", ", found)}.");
    }

    [Fact]
    public void Scan_SeesCalls_ThatAreThere()
    {
        // This assembly calls what the libraries may not, so an empty answer above is an answer.
        _ = (DateTime.UtcNow, Guid.NewGuid(), "x".ToLower(System.Globalization.CultureInfo.CurrentCulture));
        IReadOnlySet<string> called = CalledMembers.Of(typeof(AmbientTests).Assembly);
        Assert.Superset(
            new HashSet<string> { "System.DateTime::get_UtcNow", "System.Guid::NewGuid", "System.Globalization.CultureInfo::get_CurrentCulture", "System.String::ToLower/1" },
            called.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(BannedSymbols))]
    public void BannedSymbol_Names_SomethingThatExists(string symbol)
    {
        // The analyser says nothing about a name it cannot find.
        string path = symbol[2..];
        string owner = symbol[0] == 'T' ? path : path[..path.LastIndexOf('.')];
        Type? type = typeof(object).Assembly.GetType(owner) ?? typeof(System.Diagnostics.Stopwatch).Assembly.GetType(owner);
        Assert.NotNull(type);
        if (symbol[0] != 'T')
        {
            Assert.NotEmpty(type.GetMember(path[(owner.Length + 1)..], BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance));
        }
    }

    [Fact]
    public void BannedSymbols_AreAppliedToEveryLibrary_AsErrors()
    {
        XDocument src = XDocument.Load(Repository.PathOf("src", "Directory.Build.props"));
        Assert.Contains(src.Descendants("AdditionalFiles"), e => SourceProject.Include(e).EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        Assert.Contains(src.Descendants("PackageReference"), e => SourceProject.Include(e) == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Contains("dotnet_diagnostic.RS0030.severity = warning", File.ReadAllText(Repository.PathOf(".editorconfig")), StringComparison.Ordinal);
        XDocument root = XDocument.Load(Repository.PathOf("Directory.Build.props"));
        Assert.Equal("true", root.Descendants("TreatWarningsAsErrors").Single().Value);
    }
}
