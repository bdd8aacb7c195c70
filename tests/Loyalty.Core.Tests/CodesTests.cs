namespace Loyalty.Core.Tests;

/// <summary>The short names that a host invents all obey one rule.</summary>
public sealed class CodesTests
{
    public static TheoryData<string> Kinds => new("partner", "store", "sku", "category", "channel", "kind", "purpose", "offer");

    private static string Make(string kind, string value) => kind switch
    {
        "partner" => new PartnerId(value).ToString(),
        "store" => new StoreId(value).ToString(),
        "sku" => new Sku(value).ToString(),
        "category" => new Category(value).ToString(),
        "channel" => new Channel(value).ToString(),
        "kind" => new ContactKind(value).ToString(),
        "purpose" => new ConsentPurpose(value).ToString(),
        _ => new OfferId(value).ToString(),
    };

    private static bool Try(string kind, string? value) => kind switch
    {
        "partner" => PartnerId.TryCreate(value, out PartnerId made) & made.IsNone != PartnerId.TryCreate(value, out _),
        "store" => StoreId.TryCreate(value, out StoreId made) & made.IsNone != StoreId.TryCreate(value, out _),
        "sku" => Sku.TryCreate(value, out Sku made) & made.IsNone != Sku.TryCreate(value, out _),
        "category" => Category.TryCreate(value, out Category made) & made.IsNone != Category.TryCreate(value, out _),
        "channel" => Channel.TryCreate(value, out Channel made) & made.IsNone != Channel.TryCreate(value, out _),
        "kind" => ContactKind.TryCreate(value, out ContactKind made) & made.IsNone != ContactKind.TryCreate(value, out _),
        "purpose" => ConsentPurpose.TryCreate(value, out ConsentPurpose made) & made.IsNone != ConsentPurpose.TryCreate(value, out _),
        _ => OfferId.TryCreate(value, out OfferId made) & made.IsNone != OfferId.TryCreate(value, out _),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Constructor_AllowedText_IsKeptAsGiven(string kind)
    {
        foreach (string value in new[] { "a", "Ä b", "007", new string('x', 128) })
        {
            Assert.Equal(value, Make(kind, value));
            Assert.True(Try(kind, value));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Constructor_ForbiddenText_IsRefusedWithValueAndRange(string kind)
    {
        foreach (string value in new[] { "", " a", "a ", "a\u0000b", "a\nb", new string('x', 129) })
        {
            ArgumentException refused = Assert.Throws<ArgumentException>(() => Make(kind, value));
            Assert.Contains("1 to 128 characters", refused.Message, StringComparison.Ordinal);
            Assert.False(Try(kind, value));
        }

        Assert.Throws<ArgumentNullException>(() => Make(kind, null!));
        Assert.False(Try(kind, null));
    }

    [Fact]
    public void Default_NamesNothing()
    {
        Assert.True(default(PartnerId).IsNone && default(StoreId).IsNone && default(Sku).IsNone && default(Category).IsNone);
        Assert.True(default(Channel).IsNone && default(ContactKind).IsNone && default(ConsentPurpose).IsNone && default(OfferId).IsNone);
        Assert.Equal("", default(Sku).Value);
        Assert.NotEqual(default, new Sku("a"));
    }

    [Fact]
    public void CompareTo_IsOrdinal_AndCaseCounts()
    {
        Assert.True(new Sku("B").CompareTo(new Sku("a")) < 0);
        Assert.NotEqual(new Sku("a"), new Sku("A"));
        Assert.True(default(Sku).CompareTo(new Sku("a")) < 0);
        Assert.Equal("email", Channel.Email.Value);
    }
}
