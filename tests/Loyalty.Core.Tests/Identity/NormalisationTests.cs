using System.Text.Json;
using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Identity;

public sealed class NormalisationTests
{
    [Theory]
    [InlineData("+7 (916) 123-45-67")]
    [InlineData("8 (916) 123-45-67")]
    [InlineData("8-916-123-45-67")]
    [InlineData("7 916 123 45 67")]
    [InlineData("007 916 123 45 67")]
    [InlineData("810 7 916 123 45 67")]
    [InlineData("916 1234567")]
    [InlineData("tel:+7-916-123-45-67")]
    [InlineData("+7 916 123-45-67 доб. 12")]
    [InlineData("+8 916 123 45 67")]
    [InlineData("＋７９１６１２３４５６７")]
    public void Phone_EveryWayToWriteOne_IsOne(string text)
    {
        Assert.True(PhoneNumber.TryNormalise(text, "RU", out string normalised));
        Assert.Equal("+79161234567", normalised);
    }

    [Theory]
    [InlineData("030 123456", "DE", "+4930123456")]
    [InlineData("+49 (0)30 123456", null, "+4930123456")]
    [InlineData("(201) 555-0123", "US", "+12015550123")]
    [InlineData("011 49 30 123456", "US", "+4930123456")]
    [InlineData("0049 30 123456", null, "+4930123456")]
    [InlineData("+44 20 7946 0958", "RU", "+442079460958")]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("06 12345678", "IT", "+390612345678")]
    public void Phone_NationalNumber_IsMeantInItsRegion(string text, string? region, string expected)
    {
        Assert.True(PhoneNumber.TryNormalise(text, region, out string normalised));
        Assert.Equal(expected, normalised);
    }

    [Theory]
    [InlineData("0000000000", "RU")]
    [InlineData("+7 999 999-99-99", "RU")]
    [InlineData("1234567890", "RU")]
    [InlineData("0000000000", "DE")]
    [InlineData("-1", "RU")]
    [InlineData("", "RU")]
    [InlineData(null, "RU")]
    [InlineData("abc", "US")]
    [InlineData("+", "US")]
    [InlineData("123", "US")]
    [InlineData("+1 212", "US")]
    [InlineData("+999123456789", null)]
    [InlineData("+44 20 7946 09588888888888", null)]
    [InlineData("5551234", null)]
    [InlineData("+7 495 123 45", null)]
    [InlineData("+1 000 000 0000", null)]
    [InlineData("8 916 123 45 67", null)]
    public void Phone_ThatBelongsToNobody_IsRefused(string? text, string? region)
    {
        Assert.False(PhoneNumber.TryNormalise(text, region, out string normalised));
        Assert.Equal("", normalised);
    }

    [Fact]
    public void Email_VectorsOfValidatorJs_WithItsDefaults_Agree()
    {
        JsonElement cases = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Loyalty.Core.Tests", "Data", "email-vectors", "emails.json")))
            .RootElement.GetProperty("cases");
        int tried = 0;
        foreach (JsonElement vector in cases.EnumerateArray())
        {
            if (vector.GetProperty("options").EnumerateObject().Any())
            {
                continue;
            }

            tried++;
            bool valid = EmailAddress.TryNormalise(vector.GetProperty("input").GetString(), out string normalised);
            Assert.Equal(vector.GetProperty("expected").GetString(), valid ? normalised : null);
        }

        Assert.True(tried >= 12);
    }

    [Theory]
    [InlineData("foo+bar@live.fr", "foo@live.fr")]
    [InlineData("foo+bar@unknown.com", "foo+bar@unknown.com")]
    [InlineData("Foo-Bar@yahoo.com", "foo@yahoo.com")]
    [InlineData(" ANN@Example-shop.RU ", "ann@example-shop.ru")]
    [InlineData("mailto:ann@shop.ru", "ann@shop.ru")]
    [InlineData("a.n.n@shop.ru", "a.n.n@shop.ru")]
    public void Email_Variants_AreOneMailbox(string text, string expected)
    {
        Assert.True(EmailAddress.TryNormalise(text, out string normalised));
        Assert.Equal(expected, normalised);
    }

    [Theory]
    [InlineData("test@test.ru")]
    [InlineData("TEST@Test.com")]
    [InlineData("no@no.ru")]
    [InlineData("noreply@shop.ru")]
    [InlineData("ann@example.com")]
    [InlineData("-1")]
    [InlineData("ann")]
    [InlineData("@shop.ru")]
    [InlineData("ann@")]
    [InlineData("ann@shop")]
    [InlineData("an n@shop.ru")]
    [InlineData("ann@shop..ru")]
    [InlineData("a@b@shop.ru")]
    [InlineData(null)]
    public void Email_ThatBelongsToNobody_IsRefused(string? text) => Assert.False(EmailAddress.TryNormalise(text, out _));

    [Theory]
    [InlineData("  ÁNNA-María  ", "anna maria")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("O’Brien", "obrien")]
    [InlineData("Strauß", "strauss")]
    [InlineData("Łukasz Żółć", "lukasz zolc")]
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("Æsir Øre", "aesir ore")]
    [InlineData("Иванов", "ivanov")]
    [InlineData("ИBAHOB", "ivanov")]
    [InlineData("Ivanоv", "ivanov")]
    [InlineData("Ёлкин", "elkin")]
    [InlineData("Щербаков", "shcherbakov")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("и\u0306", "i")]
    [InlineData("王 小明", "王 小明")]
    [InlineData("J. R. R.", "j r r")]
    [InlineData("٣", "3")]
    [InlineData("---", "")]
    [InlineData(null, "")]
    public void Name_Spellings_FoldToOne(string? text, string expected) => Assert.Equal(expected, PersonName.Fold(text));

    [Fact]
    public void Name_Folded_StaysAsItIs()
    {
        foreach (string text in new[] { "ÁNNA-María", "Щербаков", "ИBAHOB", "Strauß", "王 小明", "😀 x" })
        {
            Assert.Equal(PersonName.Fold(text), PersonName.Fold(PersonName.Fold(text)));
        }
    }

    [Theory]
    [InlineData("1985-03-07", "19850307")]
    [InlineData("19850307", "19850307")]
    [InlineData("1985/03/07", "19850307")]
    [InlineData("1985-03-07T00:00:00Z", "19850307")]
    [InlineData("1862-12-75", "18621275")]
    public void BirthDate_IsoAndCompact_AreOne(string text, string expected)
    {
        Assert.True(BirthDate.TryNormalise(text, out string digits));
        Assert.Equal(expected, digits);
        Assert.Equal(expected != "18621275", BirthDate.IsReal(digits));
    }

    [Theory]
    [InlineData("1900-01-01")]
    [InlineData("19700101")]
    [InlineData("0001-01-01")]
    [InlineData("07.03.1985")]
    [InlineData("1985-3-7")]
    [InlineData("abcdefgh")]
    [InlineData("")]
    [InlineData(null)]
    public void BirthDate_FilledInOrMalformed_IsRefused(string? text) => Assert.False(BirthDate.TryNormalise(text, out _));
}
