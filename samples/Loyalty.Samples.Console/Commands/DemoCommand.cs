using Loyalty.Samples.Demo;
using Loyalty.Samples.Demo.Story;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Commands;

/// <summary>The whole loop on the real receipts that come with the program.</summary>
internal sealed class DemoCommand : ICommand
{
    private const string Folder = "loyalty-demo";
    private const string File = "index.html";

    public string Name => "demo";

    public string Usage => $"demo [--out DIR] [--json]   (default DIR: {Folder})";

    public IReadOnlyList<string> ValueOptions => [];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (0, 0);

    public void Run(CommandContext context)
    {
        string folder = context.Arguments.Text("--out") ?? Folder;
        if (context.Lenient)
        {
            throw new UsageException("The demo reads only its own receipts, so --lenient has nothing to set aside.");
        }

        if (folder.Length == 0 || System.IO.File.Exists(folder))
        {
            throw new UsageException($"The output '{folder}' is no folder; name one for the report.");
        }

        Shop? shop = null;
        Loop? loop = null;
        context.Progress("Running the loop on a year of receipts", done =>
        {
            shop = Shop.Read(context);
            done(0.25);
            loop = Loop.Run(shop, done);
        });

        IReadOnlyList<Telling> story = loop!.Tell();
        string html = LoopPage.ToHtml(loop, story);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder '{folder}' cannot be made: {e.Message}");
        }

        string report = Path.Combine(folder, File);
        context.Open(report).Write(html);
        if (context.Arguments.Has("--json"))
        {
            context.Summary["lines"] = shop!.Lines;
            context.Summary["receipts"] = shop.Receipts.Count;
            foreach (Telling telling in story)
            {
                context.Summary[telling.Letter] = telling.Summary;
            }

            context.Summary["report"] = report;
            return;
        }

        Screen screen = context.Screen;
        screen.Line($"{shop!.Lines} real receipt lines (Online Retail, Chen 2015, CC BY 4.0); what is made or simulated says so.");
        foreach (Telling telling in story)
        {
            screen.Heading($"{telling.Letter}. {telling.Title}");
            foreach ((string caption, Report.DataTable table) in telling.Tables)
            {
                screen.Table(caption, table);
            }
        }

        screen.Heading("The report with pictures");
        screen.Line(Path.GetFullPath(report));
    }
}
