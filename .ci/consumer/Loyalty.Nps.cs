// prints: 20 of 10 answers
using Loyalty.Nps;

internal static class UseLoyaltyNps
{
    public static string Answer()
    {
        NpsScore score = new(promoters: 5, passives: 2, detractors: 3);
        return FormattableString.Invariant($"{score.Points} of {score.Answers} answers");
    }
}
