using System.Runtime.CompilerServices;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Tests.Internal;

public class AlignedRowsTests
{
    [Fact]
    public void Resize_AnyLengths_BeginsAtALineAndKeepsRows()
    {
        AlignedRows<int> rows = new(0);
        Assert.True(rows.All.IsEmpty);
        for (int length = 1; length < 3_000; length += 113)
        {
            int before = rows.Length;
            rows.Resize(length);
            Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<int>(), ref rows[0]) & 63);
            Assert.Equal(length, rows.All.Length);
            Assert.True(rows.Bytes >= length * sizeof(int));
            Assert.Equal(Enumerable.Range(1, before), rows.All[..before].ToArray());
            Assert.True(rows.All[before..].IndexOfAnyExcept(0) < 0);
            for (int row = 0; row < length; row++)
            {
                rows[row] = row + 1;
            }
        }

        rows.Resize(5);
        Assert.Equal(Enumerable.Range(1, 5), rows.All.ToArray());
        Assert.Throws<IndexOutOfRangeException>(() => rows[5]);
    }
}
