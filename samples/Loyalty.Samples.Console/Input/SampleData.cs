namespace Loyalty.Samples.Input;

/// <summary>The files of <c>samples/data</c>, which stand beside the program wherever it is run from.</summary>
internal static class SampleData
{
    /// <summary>Every receipt line of the shop.</summary>
    public static string Receipts => PathOf("online-retail.csv.gz");

    /// <summary>What each good is called.</summary>
    public static string Products => PathOf("online-retail-products.csv.gz");

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "data", file);
}
