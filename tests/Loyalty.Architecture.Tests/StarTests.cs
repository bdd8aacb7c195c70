using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Loyalty.Architecture.Tests.Reading;

namespace Loyalty.Architecture.Tests;

/// <summary>Every library knows Core; no library knows a sibling; the libraries need no package; nothing in src/ knows a host.</summary>
public sealed class StarTests
{
    private static readonly string[] AdapterPackages =
    [
        "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Diagnostics.Abstractions",
        "Microsoft.Data.Sqlite", "Npgsql", "Polly.Core",
    ];

    public static TheoryData<string> Projects => SourceProject.Names;

    [Fact]
    public void Discovery_FindsEveryFolderOfSrc()
    {
        Assert.Contains("Loyalty.Core", SourceProject.All.Select(p => p.Name));
        foreach (string folder in Directory.GetDirectories(Repository.PathOf("src"), "Loyalty.*"))
        {
            string name = Path.GetFileName(folder);
            Assert.True(File.Exists(Path.Combine(folder, name + ".csproj")), $"src/{name} holds no {name}.csproj: an empty folder, or another name.");
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Library_References_OnlyCore(string name)
    {
        SourceProject project = SourceProject.Named(name);
        string[] strangers = project.IsAdapter
            ? [.. project.ProjectReferences.Where(r => SourceProject.All.All(p => p.Name != r || p.IsAdapter))]
            : [.. project.ProjectReferences.Where(r => r != "Loyalty.Core" || name == "Loyalty.Core")];
        Assert.True(strangers.Length == 0, $"{name} references {string.Join(", ", strangers)}; a library knows Core alone, an adapter the libraries.");
    }

    /// <summary>A storage package brings the libraries that keep something, and its own database's packages; nobody installs two databases' drivers for one.</summary>
    [Theory]
    [InlineData("Loyalty.Storage.Sqlite", "Microsoft.Data.Sqlite")]
    [InlineData("Loyalty.Storage.Postgres", "Npgsql", "Polly.Core")]
    public void Storage_Knows_WhatKeepsSomething_AndItsOwnDatabase(string name, params string[] packages)
    {
        SourceProject project = SourceProject.Named(name);
        Assert.Subset(new HashSet<string> { "Loyalty.Core", "Loyalty.Pos", "Loyalty.ContactPolicy", "Loyalty.Nps" }, project.ProjectReferences.ToHashSet());
        Assert.Equal(packages, project.PackageReferences.Where(p => !IsBuildOnly(p)).Select(SourceProject.Include));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void BuiltLibrary_Uses_OnlyCoreAndDotNet(string name)
    {
        SourceProject project = SourceProject.Named(name);
        string[] strangers = [.. project.Assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(a => !a.StartsWith("System.", StringComparison.Ordinal) && a is not ("netstandard" or "mscorlib"))
            .Where(a => project.IsAdapter
                ? !SourceProject.All.Any(p => p.Name == a && !p.IsAdapter) && !AdapterPackages.Contains(a)
                : a != "Loyalty.Core")];
        Assert.True(strangers.Length == 0, $"{name}.dll uses {string.Join(", ", strangers)}.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Library_NeedsNoPackage(string name)
    {
        SourceProject project = SourceProject.Named(name);
        string[] needed = [.. project.PackageReferences.Where(p => !IsBuildOnly(p)).Select(SourceProject.Include)
            .Where(p => !project.IsAdapter || !AdapterPackages.Contains(p))];
        Assert.True(needed.Length == 0, $"{name} needs {string.Join(", ", needed)}; only packages of the build (PrivateAssets=\"all\") may stand there.");
    }

    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("src/Directory.Build.props")]
    [InlineData("Directory.Packages.props")]
    public void SharedProperties_BringNoPackageOrReference(string file)
    {
        XDocument shared = XDocument.Load(Repository.PathOf(file));
        string[] needed = [.. shared.Descendants()
            .Where(e => e.Name.LocalName is "PackageReference" or "GlobalPackageReference" or "ProjectReference" or "Reference")
            .Where(e => !IsBuildOnly(e))
            .Select(SourceProject.Include)];
        Assert.True(needed.Length == 0, $"{file} gives every library {string.Join(", ", needed)}.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Library_ShowsItsInternals_OnlyToItsOwnTests(string name)
    {
        string[] friends = [.. SourceProject.Named(name).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => a.AssemblyName)];
        Assert.Equal([name + ".Tests"], friends);
    }

    private static bool IsBuildOnly(XElement package) =>
        string.Equals((string?)package.Attribute("PrivateAssets"), "all", StringComparison.OrdinalIgnoreCase)
        && SourceProject.Include(package).EndsWith("Analyzers", StringComparison.Ordinal);
}
