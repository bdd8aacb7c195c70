namespace Loyalty.Pos.Internal;

/// <summary>A line's place in the order of ties: sku by UTF-16 code units, then the earlier line.</summary>
internal readonly struct RankKey(Article article, int line) : IComparable<RankKey>
{
    private readonly ulong rank = article.Rank;

    public int Line => line;

    private Article Article => article;

    public int CompareTo(RankKey other) => rank != other.rank ? rank.CompareTo(other.rank) : CompareSlowly(other);

    private int CompareSlowly(RankKey other)
    {
        int bySku = string.CompareOrdinal(Article.Sku.Value, other.Article.Sku.Value);
        return bySku != 0 ? bySku : Line.CompareTo(other.Line);
    }
}
