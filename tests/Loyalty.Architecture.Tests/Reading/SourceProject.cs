using System.Reflection;
using System.Xml.Linq;

namespace Loyalty.Architecture.Tests.Reading;

/// <summary>A project of src/, found by looking and not by a list.</summary>
internal sealed class SourceProject
{
    private SourceProject(string file)
    {
        File = file;
        Name = Path.GetFileNameWithoutExtension(file);
        Folder = Path.GetDirectoryName(file)!;
        Xml = XDocument.Load(file);
    }

    public static IReadOnlyList<SourceProject> All { get; } =
        [.. Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(f => !SourceTree.IsBuilt(f))
            .Order(StringComparer.Ordinal)
            .Select(f => new SourceProject(f))];

    /// <summary>One test case for each project.</summary>
    public static TheoryData<string> Names => [.. All.Select(p => p.Name)];

    public string Name { get; }

    public string File { get; }

    public string Folder { get; }

    public XDocument Xml { get; }

    public Assembly Assembly => Assembly.Load(new AssemblyName(Name));

    /// <summary>Adapters join the libraries to somebody else's packages; all other projects think, and depend on nothing.</summary>
    public bool IsAdapter => Name == "Loyalty.Extensions" || Name.StartsWith("Loyalty.Storage.", StringComparison.Ordinal);

    public IEnumerable<string> ProjectReferences =>
        Items("ProjectReference").Select(i => Path.GetFileNameWithoutExtension(Include(i).Replace('\\', '/')));

    public IEnumerable<XElement> PackageReferences => Items("PackageReference");

    public IEnumerable<string> CSharpFiles => SourceTree.FilesUnder(Folder).Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    public static SourceProject Named(string name) => All.Single(p => p.Name == name);

    public static string Include(XElement item) => (string?)item.Attribute("Include") ?? (string?)item.Attribute("Update") ?? "";

    /// <summary>The types somebody wrote: compilers name theirs with brackets.</summary>
    public IEnumerable<Type> WrittenTypes() =>
        Assembly.GetTypes().Where(t => !t.FullName!.Contains('<') && t.Namespace?.StartsWith("Loyalty", StringComparison.Ordinal) == true);

    private IEnumerable<XElement> Items(string name) => Xml.Descendants().Where(e => e.Name.LocalName == name);
}
