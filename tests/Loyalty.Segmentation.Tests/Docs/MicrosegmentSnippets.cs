using Loyalty.Core;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Segmentation.Tests.Docs;

/// <summary>The code of the page on microsegments, run.</summary>
public class MicrosegmentSnippets
{
    [Fact]
    public void Microsegments_Columns_GiveASetOfGuests()
    {
        #region columns
        byte[] stages = [0, 1, 0, 255];                       // a place in the list of stages; 255 is unknown
        int[] visits = [9, 2, 1, 30];
        long[] spent = [52_000, 900, 71_000, long.MinValue];  // cents; the least value is unknown
        GuestAttribute[] attributes =
        [
            GuestAttribute.OfTexts("stage", stages, "active", "lost"),
            GuestAttribute.OfNumbers("visits", visits),
            GuestAttribute.OfNumbers("spent", spent, decimals: 2),
            GuestAttribute.OfNumber("chance", row => 1m / (row + 1)).AsColumn(guests: 4),   // a function, asked once a guest
        ];
        Cascade cascade = Cascade.Parse(
            """{"steps":[{"name":"kept","where":{"stage":{"not":["lost"]}}},{"name":"big","where":{"spent":{"min":500},"chance":{"min":0.3}}}]}""",
            attributes);

        CascadeSelection selection = cascade.Select(guests: 4);      // selection.Result: 4 → 3 → 2
        GuestSet big = selection.Guests;                             // a bit a guest
        GuestSet often = new Cascade([new CascadeStep("often", [Condition.Between(attributes[1], 5, null)])]).Select(4).Guests;
        GuestSet both = big.And(often);                              // also Or, AndNot and Xor
        byte[] kept = both.ToBytes();                                // a version and a checksum; GuestSet.FromBytes reads it
        #endregion

        Assert.Equal([4L, 3L, 2L], [selection.Result.In, .. selection.Result.Steps.Select(s => s.Out)]);
        Assert.Equal([0, 2], big.ToArray());
        Assert.Equal([0], both.ToArray());
        Assert.Equal(both, GuestSet.FromBytes(kept));
    }

    [Fact]
    public void Microsegments_TwoRuns_SayWhoMovedAndWhy()
    {
        const string Steps = """{"steps":[{"name":"big","where":{"spent":{"min":500}}}]}""";
        GuestAttribute[] inMay = [GuestAttribute.OfNumbers("spent", new[] { 600, 100, 900 })];
        GuestAttribute[] inJune = [GuestAttribute.OfNumbers("spent", new[] { 600, 700, 450, 800 })];
        #region comparison
        Cascade may = Cascade.Parse(Steps, inMay);
        Cascade june = Cascade.Parse("""{"steps":[{"name":"big","where":{"spent":{"min":400}}}]}""", inJune);
        CascadeComparison comparison = CascadeComparison.Between(may, 3, june, 4, inJune);
        // comparison.Came: guests 1 and 3; comparison.Left: nobody
        CascadeChange one = comparison.Explain(1);
        // one.Cause Data: step "big", "spent at least 500", 100 before and 700 after
        CascadeChange two = CascadeComparison.Between(may, 3, may.Over(inJune), 4, inJune).Explain(2);
        // two.WasIn and not two.IsIn: with the steps of May, guest 2 would have left, 900 before and 450 after

        CascadeEstimate estimate = june.Estimate(guests: 4, seed: 1);
        // from 10,000 draws with an interval; exact here, because there are fewer guests
        #endregion

        Assert.Equal([1, 3], comparison.Came.ToArray());
        Assert.True(comparison.Left.IsEmpty);
        Assert.Equal(new CascadeChange(false, true, CascadeChangeCause.Data, "big", "spent at least 500", "100", "700"), one);
        Assert.Equal(new CascadeChange(true, false, CascadeChangeCause.Data, "big", "spent at least 500", "900", "450"), two);
        Assert.Equal((true, 4), (estimate.IsExact, (int)estimate.Steps[0].Guests));
    }

    [Fact]
    public void Microsegments_Schema_KnowsTheHostsAttributes()
    {
        #region schema
        string schema = CascadeSchema.For(
        [
            GuestAttribute.OfText("stage", row => "new", "new", "active", "lost"),
            GuestAttribute.OfNumber("spent", row => 0),
        ]);
        // save it beside your cascades and name it in each as "$schema": the editor offers stage, spent, new, active and lost
        #endregion

        Assert.Contains("\"active\"", schema, StringComparison.Ordinal);
        Assert.Throws<DocumentFormatException>(() => Cascade.Parse("""{"steps":[{"name":"a","where":{"spnt":[1]}}]}""", [GuestAttribute.OfNumber("spent", row => 0)]));
    }
}
