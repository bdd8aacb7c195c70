namespace Loyalty.Samples.Report;

/// <summary>The marks on everything that is not real.</summary>
internal static class Tags
{
    public static void Write(Markup page, bool made, bool simulated)
    {
        foreach ((bool stands, string word) in new[] { (made, "made"), (simulated, "simulated") })
        {
            if (stands)
            {
                page.Text(" ").Element("span", word, "tag");
            }
        }
    }
}
