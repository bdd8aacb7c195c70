using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>How guests answer 'would you recommend us?' after a visit; simulated.</summary>
internal static class Answers
{
    /// <summary>How many of those who are asked answer.</summary>
    public const double Share = 0.3;

    /// <summary>A guest's answer to the question about one receipt: 0 to 10, or null for none.</summary>
    /// <param name="receipt">The receipt asked about.</param>
    /// <param name="guest">Who is asked.</param>
    public static int? To(ShopReceipt receipt, CustomerId guest)
    {
        SplitMix64 chance = DemoPlan.Chance("answer " + receipt.Id, guest.Index);
        if (chance.NextDouble() >= Share)
        {
            return null;
        }

        // What was made up: every guest has a mood, every country a service, and deliveries get late towards Christmas.
        SplitMix64 mood = DemoPlan.Chance("mood", guest.Index);
        SplitMix64 country = DemoPlan.Chance("service " + receipt.Country);
        double centre = 8.35 + (1.6 * (mood.NextDouble() - 0.5)) + (1.4 * (country.NextDouble() - 0.5)) - Late(receipt.Day);
        double noise = 2.1 * (chance.NextDouble() + chance.NextDouble() + chance.NextDouble() - 1.5);
        double bad = chance.NextDouble() < 0.07 ? 4.5 : 0;
        return Math.Clamp((int)Math.Round(centre + noise - bad), 0, 10);
    }

    private static double Late(DateOnly day) => day.Month switch { 12 => 0.5, 11 => 0.7, 10 => 0.35, 6 => -0.25, 7 => -0.3, _ => 0 };
}
