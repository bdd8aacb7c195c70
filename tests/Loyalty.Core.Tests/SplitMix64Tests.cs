namespace Loyalty.Core.Tests;

public sealed class SplitMix64Tests
{
    [Fact]
    public void Next_SeedsOfThePublishedSequence_Agree()
    {
        // The values printed for seed 1234567 by the authors' C code, as used on Rosetta Code.
        SplitMix64 random = new(1234567);
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.All(published, value => Assert.Equal(value, random.Next()));
        Assert.Equal(0xE220A8397B1DCDAFUL, default(SplitMix64).Next());
    }

    [Fact]
    public void Below_StaysBelow_AndReachesEveryNumber()
    {
        SplitMix64 random = new(1);
        int[] seen = new int[10];
        for (int i = 0; i < 10_000; i++)
        {
            seen[random.Below(10)]++;
        }

        Assert.All(seen, count => Assert.InRange(count, 850, 1150));
        Assert.Equal(0, random.Below(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix64(1).Below(0));
    }

    [Fact]
    public void NextDouble_IsInTheHalfOpenUnitInterval()
    {
        SplitMix64 random = new(2);
        double sum = 0;
        for (int i = 0; i < 10_000; i++)
        {
            double drawn = random.NextDouble();
            Assert.InRange(drawn, 0, 1 - double.Epsilon);
            sum += drawn;
        }

        Assert.InRange(sum / 10_000, 0.49, 0.51);
    }

    [Fact]
    public void Mix_IsWhatNextDraws_AndMeetsNoOther()
    {
        Assert.Equal(new SplitMix64(42).Next(), SplitMix64.Mix(42));
        Assert.Equal(100_000, Enumerable.Range(0, 100_000).Select(i => SplitMix64.Mix((ulong)i)).Distinct().Count());
    }

    [Fact]
    public void Equality_IsOfWhatComesNext()
    {
        SplitMix64 left = new(1);
        SplitMix64 right = new(1);
        Assert.True(left == right);
        left.Next();
        Assert.True(left != right && !left.Equals((object)right));
        right.Next();
        Assert.Equal(left, right);
    }
}
