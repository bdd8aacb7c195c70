using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Tests.Habits;

public class ContactResponsesTests
{
    private static readonly Arbitrary<((int Row, ResponseCounts Counts)[] Events, bool[] Halves)> Split =
        (from events in (from row in Gen.Choose(-1, 5) from counts in Gen.Choose(0, 9).ArrayOf(5) select (row, new ResponseCounts(counts[0], counts[1], counts[2], counts[3], counts[4]))).ArrayOf()
         from halves in Gen.Elements(true, false).ArrayOf(events.Length)
         select (events, halves)).ToArbitrary();

    [Fact]
    public void MergeWith_AnySplit_GivesWhatOnePassGivesAndReadsBack() => Prop.ForAll(Split, split =>
    {
        ContactResponses left = Fill(split.Events.Where((_, i) => split.Halves[i]));
        left.MergeWith(Fill(split.Events.Where((_, i) => !split.Halves[i]).Reverse()));
        byte[] bytes = Shoppers.Bytes(Fill(split.Events).WriteTo);
        Assert.Equal(bytes, Shoppers.Bytes(left.WriteTo));
        Assert.Equal(bytes, Shoppers.Bytes(ContactResponses.ReadFrom(new MemoryStream(bytes), Shoppers.Directory).WriteTo));
        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(split.Events.Where(e => e.Row == row).Sum(e => e.Counts.Clicked), left[new CustomerId(row)].Clicked);
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_AnyBitFlippedOrCut_IsRefused() => Shoppers.AssertDamageIsRefused(
        Shoppers.Bytes(Fill([(0, new(9, 4, 1, 0, 0)), (3, new(700, 0, 0, 1, 1))]).WriteTo), (stream, directory) => ContactResponses.ReadFrom(stream, directory));

    [Fact]
    public void Add_EventsOneByOne_AreCounted()
    {
        ContactResponses responses = new();
        CustomerId anna = new(4);
        responses.Add(anna, new ResponseCounts { Sent = 3, Opened = 2 });
        responses.Add(anna, new ResponseCounts { Clicked = 1, Complained = 1 });
        Assert.Equal(new ResponseCounts(3, 2, 1, 0, 1), responses[anna]);
        responses.Erase(anna);
        Assert.Equal(default, responses[anna]);
    }

    [Fact]
    public void Add_NegativeOrTooMany_IsRefusedBeforeAnythingChanges()
    {
        ContactResponses responses = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => responses.Add(new CustomerId(0), new ResponseCounts { Opened = -1 }));
        responses.Add(new CustomerId(0), new ResponseCounts { Sent = int.MaxValue });
        Assert.Throws<OverflowException>(() => responses.Add(new CustomerId(0), new ResponseCounts { Opened = 1, Sent = 1 }));
        Assert.Equal(new ResponseCounts { Sent = int.MaxValue }, responses[new CustomerId(0)]);
    }

    private static ContactResponses Fill(IEnumerable<(int Row, ResponseCounts Counts)> events)
    {
        ContactResponses responses = new();
        foreach ((int row, ResponseCounts counts) in events)
        {
            responses.Add(row < 0 ? CustomerId.None : new CustomerId(row), counts);
        }

        return responses;
    }

    [Fact]
    public void ReadFrom_AGuestTwice_IsRefused()
    {
        MemoryStream stream = new();
        StateWriter writer = new(stream, StateKind.Responses, default, 0);
        for (int time = 0; time < 2; time++)
        {
            writer.Key(Shoppers.Directory, 0);
            foreach (int count in new[] { 3, 2, 1, 0, 0 })
            {
                writer.Whole(count);
            }

            writer.End();
        }

        writer.Complete();
        stream.Position = 0;
        Assert.Contains("a guest stands twice", Assert.Throws<InvalidDataException>(() => ContactResponses.ReadFrom(stream, Shoppers.Directory)).Message, StringComparison.Ordinal);
    }
}
