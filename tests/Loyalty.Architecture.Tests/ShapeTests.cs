using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Loyalty.Architecture.Tests.Reading;

namespace Loyalty.Architecture.Tests;

/// <summary>The same cast everywhere: values that cannot change, sealed engines, options that say their defaults.</summary>
public sealed class ShapeTests
{
    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Service", "Util", "Utils", "Utility", "Utilities"];

    /// <summary>Public structs that are not readonly records, and why.</summary>
    private static readonly Dictionary<string, string> OtherStructs = new(StringComparer.Ordinal)
    {
        ["Loyalty.Core.SplitMix64"] = "a generator moves on with each draw, in its owner's storage",
    };

    public static TheoryData<string> Projects => SourceProject.Names;

    [Theory]
    [MemberData(nameof(Projects))]
    public void Type_IsNamedAfterWhatItIs(string name)
    {
        Violations.None(SourceProject.Named(name).WrittenTypes()
            .Where(t => EmptyNames.Any(e => t.Name.Split('`')[0].EndsWith(e, StringComparison.Ordinal)))
            .Select(t => t.FullName));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicStruct_IsAReadonlyRecord(string name)
    {
        Violations.None(SourceProject.Named(name).Assembly.GetExportedTypes()
            .Where(t => t.IsValueType && !t.IsEnum && !t.IsByRefLike && t.Name != "Enumerator" && !OtherStructs.ContainsKey(t.FullName!))
            .Where(t => !t.IsDefined(typeof(IsReadOnlyAttribute), false) || !IsRecordStruct(t))
            .Select(t => t.FullName));
    }

    [Fact]
    public void OtherStructs_AllExist()
    {
        string[] exported = [.. SourceProject.All.SelectMany(p => p.Assembly.GetExportedTypes()).Select(t => t.FullName!)];
        Violations.None(OtherStructs.Keys.Except(exported));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicClass_IsSealedStaticOrAbstract(string name)
    {
        Violations.None(SourceProject.Named(name).Assembly.GetExportedTypes()
            .Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract)
            .Select(t => t.FullName));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Options_AreSealedRecordsThatAreSetOnce(string name)
    {
        List<string> astray = [];
        foreach (Type type in SourceProject.Named(name).Assembly.GetExportedTypes().Where(t => t.IsClass && t.Name.EndsWith("Options", StringComparison.Ordinal)))
        {
            if (!type.IsSealed || type.GetMethod("<Clone>$") is null)
            {
                astray.Add($"{type.FullName} is no sealed record");
            }

            astray.AddRange(type.GetProperties()
                .Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
                .Select(p => $"{type.FullName}.{p.Name} can be set later"));
        }

        Violations.None(astray);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicField_IsConstantOrReadonly(string name)
    {
        Violations.None(SourceProject.Named(name).Assembly.GetExportedTypes()
            .Where(t => !t.IsEnum)
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(f => !f.IsLiteral && !f.IsInitOnly)
            .Select(f => $"{f.DeclaringType!.FullName}.{f.Name}"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicType_IsDocumented(string name)
    {
        Assembly assembly = SourceProject.Named(name).Assembly;
        XDocument documentation = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
        HashSet<string> documented = [.. documentation.Descendants("member")
            .Where(m => m.Element("summary") is { } s && (s.HasElements || s.Value.Trim().Length > 0))
            .Select(m => (string?)m.Attribute("name") ?? "")];
        Violations.None(assembly.GetExportedTypes().Select(t => "T:" + t.FullName!.Replace('+', '.')).Where(t => !documented.Contains(t)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Library_HoldsNoStub(string name)
    {
        Assert.DoesNotContain("System." + "NotImplemented" + "Exception", CalledMembers.Of(SourceProject.Named(name).Assembly));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Library_SaysItCanBeTrimmed(string name)
    {
        Assert.Contains(
            SourceProject.Named(name).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(),
            a => a is { Key: "IsTrimmable", Value: "True" });
    }

    /// <summary>The compiler gives each record struct a private PrintMembers.</summary>
    private static bool IsRecordStruct(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;
}
