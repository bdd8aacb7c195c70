namespace Loyalty.Nps.Tests;

public sealed class AnswerTests
{
    [Fact]
    public void Class_EveryAnswer_IsAsPublished()
    {
        for (int value = 0; value <= 10; value++)
        {
            AnswerClass expected = value >= 9 ? AnswerClass.Promoter : value >= 7 ? AnswerClass.Passive : AnswerClass.Detractor;
            Assert.Equal(expected, new Answer(value).Class);
            Assert.Equal(value, new Answer(value).Value);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(int.MinValue)]
    public void New_OutOfRange_SaysValueRangeAndCure(int bad)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => new Answer(bad));
        Assert.Contains($"between 0 and 10 (inclusive), but it is {bad}", e.Message, StringComparison.Ordinal);
        Assert.False(Answer.TryCreate(bad, out _));
    }

    [Fact]
    public void Zero_IsAnAnswer()
    {
        Assert.True(Answer.TryCreate(0, out Answer zero));
        Assert.Equal(AnswerClass.Detractor, zero.Class);
        Assert.Equal(default, zero);
        Assert.Equal("0", zero.ToString());
        Assert.True(zero.CompareTo(new Answer(1)) < 0);
    }
}
