using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Loyalty.Core.Tests;

public sealed class StableHashTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Loyalty.Core.Tests", "Data", "hash-vectors", "vectors.json")))
        .RootElement.GetProperty("vectors");

    [Fact]
    public void XxHash64_OfTheReferenceLibrary_Agrees()
    {
        int checkedVectors = 0;
        foreach (JsonElement vector in Vectors.EnumerateArray())
        {
            ulong expected = ulong.Parse(vector.GetProperty("xxh64_hex").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            ulong seed = vector.GetProperty("seed").GetUInt64();
            byte[] bytes = Convert.FromHexString(vector.GetProperty("utf8_hex").GetString()!);
            Assert.Equal(expected, StableHash.XxHash64(bytes, seed));
            Assert.Equal(expected, StableHash.XxHash64(vector.GetProperty("text").GetString(), seed));
            checkedVectors++;
        }

        Assert.True(checkedVectors >= 100);
    }

    [Fact]
    public void XxHash64_LongText_IsThatOfItsBytes()
    {
        string text = string.Concat(Enumerable.Repeat("привет, мир! ", 100));
        Assert.Equal(StableHash.XxHash64(Encoding.UTF8.GetBytes(text), 7), StableHash.XxHash64(text, 7));
    }

    [Fact]
    public void XxHash64_UpTo170Letters_AllocatesNothing()
    {
        string text = new('ж', 170);
        Assert.Equal(0, Allocated.Bytes(() => StableHash.XxHash64(text)));
    }
}
