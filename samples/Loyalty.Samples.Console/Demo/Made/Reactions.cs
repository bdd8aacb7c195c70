using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>How people react to messages and offers; simulated.</summary>
internal static class Reactions
{
    /// <summary>Of those who opened a letter with an offer, how many put the good into their next basket who would not have done so.</summary>
    public const double Tempted = 0.4;

    /// <summary>How many that offer did not reach or tempt still find it on their slip and take it.</summary>
    public const double TemptedAtTheTill = 0.02;

    /// <summary>Whether a guest opens a message; the fuller the last week, the less likely.</summary>
    /// <param name="message">The message that was sent.</param>
    /// <param name="sentInWeek">How many reached the guest in the seven days before.</param>
    public static bool Opens(Message message, int sentInWeek)
    {
        SplitMix64 chance = DemoPlan.Chance("opens " + message.Id, message.Guest.Index);
        double likely = message.Kind == ContactKind.Transactional ? 0.7
            : message.Campaign == Campaigns.Offers ? 0.5
            : message.Channel == Channel.Sms ? 0.5
            : message.Channel == Channel.Email ? 0.3 : 0.15;
        return chance.NextDouble() < likely * Math.Pow(0.9, sentInWeek);
    }

    /// <summary>How many pieces of the offered good a guest adds to the first basket of the month because of the offer.</summary>
    /// <param name="guest">Who holds the offer.</param>
    /// <param name="opened">Whether the letter was opened.</param>
    /// <param name="usual">How many the guest usually takes.</param>
    public static int ExtraPieces(CustomerId guest, bool opened, int usual)
    {
        SplitMix64 chance = DemoPlan.Chance("tempted", guest.Index);
        return chance.NextDouble() < (opened ? Tempted : TemptedAtTheTill) ? Math.Max(1, (int)Math.Round(usual * (0.5 + chance.NextDouble()))) : 0;
    }
}
