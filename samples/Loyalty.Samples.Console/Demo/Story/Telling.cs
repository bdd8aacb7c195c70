using System.Text.Json.Nodes;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Demo.Story;

/// <summary>One step told three times: as tables in the terminal, as a section of the page, as figures of the summary.</summary>
internal abstract record Telling
{
    /// <summary>The shop's data and licence, as they are named under each figure.</summary>
    public const string Receipts = "Online Retail (Chen 2015, UCI), CC BY 4.0.";

    /// <summary>The step's letter.</summary>
    public abstract string Letter { get; }

    public abstract string Title { get; }

    /// <summary>What stands in the terminal: a caption and a table, one or more.</summary>
    public abstract IReadOnlyList<(string Caption, DataTable Table)> Tables { get; }

    /// <summary>What stands on the page.</summary>
    public abstract Section Section { get; }

    /// <summary>The key counts.</summary>
    public abstract JsonObject Summary { get; }
}
