using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>What each guest agreed to with each partner, on each channel; made.</summary>
internal static class Consents
{
    /// <summary>The channels on which partners write, and how many guests agree to each.</summary>
    public static readonly IReadOnlyList<(Channel Channel, double Share)> Channels = [(Channel.Email, 0.86), (Channel.Push, 0.6), (Channel.Sms, 0.45)];

    /// <summary>Whether a guest agreed to marketing by a partner on a channel.</summary>
    public static bool Agreed(Guest guest, PartnerId partner, Channel channel)
    {
        SplitMix64 chance = DemoPlan.Chance($"consent {partner.Value} {channel.Value}", guest.Id.Index);
        return guest.Partners.Contains(partner) && chance.NextDouble() < Channels.First(c => c.Channel == channel).Share;
    }
}
