using System.Text;
using Loyalty.Architecture.Tests.Api;
using Loyalty.Architecture.Tests.Reading;

namespace Loyalty.Architecture.Tests;

/// <summary>What users see of a library changes on purpose only: it stands, line by line, in Api/&lt;Library&gt;.approved.txt.</summary>
public sealed class PublicApiTests
{
    private static readonly string Folder = Repository.PathOf("tests", "Loyalty.Architecture.Tests", "Api");

    public static TheoryData<string> Projects => SourceProject.Names;

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicApi_IsTheApprovedOne(string name)
    {
        string approvedFile = Path.Combine(Folder, name + ".approved.txt");
        string receivedFile = Path.Combine(Folder, name + ".received.txt");
        string received = ApiPrinter.Print(SourceProject.Named(name).Assembly);
        if (Environment.GetEnvironmentVariable("LOYALTY_APPROVE") == "1")
        {
            File.WriteAllText(approvedFile, received);
        }

        string approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (approved == received)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Fail($"The public API of {name} changed (beside {name}.approved.txt lies {name}.received.txt). If that is meant, "
            + "run these tests once with LOYALTY_APPROVE=1 and say it in CHANGELOG.md.\n" + Difference(approved, received));
    }

    [Fact]
    public void ApprovedFile_HasItsLibrary()
    {
        Violations.None(Directory.GetFiles(Folder, "*.approved.txt")
            .Select(f => Path.GetFileName(f)[..^".approved.txt".Length])
            .Except(SourceProject.All.Select(p => p.Name)));
    }

    /// <summary>The lines that only one side has, under the type in which they stand.</summary>
    private static string Difference(string approved, string received)
    {
        string[] before = Lines(approved);
        string[] after = Lines(received);
        StringBuilder difference = new();
        foreach (string gone in before.Except(after))
        {
            difference.Append("- ").Append(gone).Append('\n');
        }

        foreach (string come in after.Except(before))
        {
            difference.Append("+ ").Append(come).Append('\n');
        }

        return difference.Length == 0 ? "The same lines in another order." : difference.ToString();

        static string[] Lines(string api)
        {
            string type = "";
            List<string> lines = [];
            foreach (string line in api.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                bool inner = line.StartsWith("    ", StringComparison.Ordinal);
                lines.Add(inner ? $"{type}: {line.Trim()}" : line);
                type = inner ? type : line;
            }

            return [.. lines];
        }
    }
}
