using Loyalty.Core;
using Loyalty.Core.Consent;
using Loyalty.Core.Identity;

namespace Loyalty.Samples.Demo.Made;

/// <summary>What each record says about consent; made. Merged profiles keep every statement, so a refusal in one file is not undone by another file's yes.</summary>
internal static class Consents
{
    /// <summary>The channels on which partners write, and how many agree to each.</summary>
    public static readonly IReadOnlyList<(Channel Channel, double Share)> Channels = [(Channel.Email, 0.86), (Channel.Push, 0.6), (Channel.Sms, 0.45)];

    /// <summary>How many said in a partner's shop that nobody may write to them.</summary>
    private const double RefusedAll = 0.01;

    /// <summary>A profile's statements: one book for each record, merged.</summary>
    public static ConsentBook Of(IdentityProfile profile) => profile.Records.Aggregate(ConsentBook.Empty, (book, record) => book.Merge(ConsentBook.Of(Of(record.Key))));

    /// <summary>Whether a partner may send promotions to a guest on a channel.</summary>
    public static bool Agreed(Guest guest, PartnerId partner, Channel channel) =>
        guest.Partners.Contains(partner) && guest.Consents.Decide(ConsentPurpose.Marketing, channel, partner).IsGranted;

    private static IEnumerable<ConsentEntry> Of(RecordKey record)
    {
        SplitMix64 chance = DemoPlan.Chance($"consent {record}");
        DateTimeOffset signed = new(DemoPlan.AsOf.AddDays(-1 - chance.Below(300)).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        PartnerId partner = new(record.Source);
        if (chance.NextDouble() < RefusedAll)
        {
            yield return new ConsentEntry(ConsentPurpose.Marketing, granted: false, signed, record);
        }

        foreach ((Channel channel, double share) in Channels)
        {
            yield return new ConsentEntry(ConsentPurpose.Marketing, chance.NextDouble() < share, signed, record) { Partner = partner, Channel = channel };
        }
    }
}
