using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos.Mechanics;
using Loyalty.Pos.Redemption.Internal;

namespace Loyalty.Pos.Catalog;

/// <summary>An offer as it is written: whom it concerns, when, on what, and what it gives.</summary>
public sealed record Offer
{
    /// <summary>The offer's name, unique in its catalogue.</summary>
    public required OfferId Id { get; init; }

    /// <summary>What it gives.</summary>
    public required Reward Reward { get; init; }

    /// <summary>What makes it concern a basket.</summary>
    /// <value>Default <see cref="Activation.Automatic"/>.</value>
    public Activation Activation { get; init; }

    /// <summary>The codes of a coupon offer.</summary>
    /// <value>
    /// At least one where <see cref="Activation"/> is <see cref="Activation.Coupon"/>, else none; each 1 to 512 characters of well-formed text, no control
    /// characters, no white space at either end.
    /// </value>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The guests of a personal offer.</summary>
    /// <value>At least one where <see cref="Activation"/> is <see cref="Activation.Personal"/>, else none; each as a code is.</value>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>The first instant at which it applies.</summary>
    /// <value>Default null, since ever.</value>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first instant at which it no longer applies.</summary>
    /// <value>Later than <see cref="From"/>; default null, for ever.</value>
    public DateTimeOffset? To { get; init; }

    /// <summary>The days of the week, on the store's clock.</summary>
    /// <value>Default empty: all.</value>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>The hours, on the store's clock; what runs over midnight belongs to the day on which it begins.</summary>
    /// <value>Default null: all.</value>
    public DailyHours? Hours { get; init; }

    /// <summary>What the basket must hold.</summary>
    /// <value>Default null: nothing.</value>
    public Requirement? Requires { get; init; }

    /// <summary>What it concerns.</summary>
    /// <value>Default null: everything. A percent without a target is taken off the basket, with one off each line.</value>
    public Selector? Target { get; init; }

    /// <summary>How much it gives on one receipt.</summary>
    /// <value>Default null: no limits.</value>
    public OfferLimits? Limits { get; init; }

    /// <summary>Higher priorities are settled first.</summary>
    /// <value>Any number; default 0.</value>
    public int Priority { get; init; }

    /// <summary>How it shares units with other offers.</summary>
    /// <value>Default <see cref="Stacking.Compound"/>.</value>
    public Stacking Stacking { get; init; }

    /// <summary>Who pays for it; carried to the receipt.</summary>
    /// <value>Not empty; default null, the retailer.</value>
    public string? FundedBy { get; init; }

    /// <summary>Refuses what contradicts itself or is out of range.</summary>
    internal void Check()
    {
        if (Id.IsNone)
        {
            throw new ArgumentException("An offer must have an id.");
        }

        Range.Known(Activation, "activation");
        Range.Known(Stacking, "stacking");
        if (FundedBy is "")
        {
            throw new ArgumentException("'fundedBy' is empty; name who pays, or leave it out where the retailer does.");
        }

        Belongs(Codes, Activation.Coupon, "codes", "coupon");
        Belongs(Guests, Activation.Personal, "guests", "personal");
        if (From >= To)
        {
            throw new ArgumentException("An offer must end ('to') after it begins ('from').");
        }

        foreach (DayOfWeek day in Days)
        {
            Range.Known(day, "days");
        }

        Requires?.Check();
        Target?.Check("target");
        Limits?.Check();
        Reward.Check();
        if (Reward is BonusPoints && (Limits?.MaxDiscount is not null || Limits?.MaxUnits is not null))
        {
            throw new ArgumentException("limits.maxDiscount and limits.maxUnits do not concern points; leave them out.");
        }
    }

    private void Belongs(IReadOnlyList<string> names, Activation activation, string member, string word)
    {
        if (names.Count > 0 != (Activation == activation))
        {
            throw new ArgumentException($"'{member}' must name at least one where activation is {word}, and stand nowhere else.");
        }

        foreach (string name in names)
        {
            if (name is null || RedemptionText.Fault(name, RedemptionText.MaxPart) is not null)
            {
                throw new ArgumentException(NameFault(member, name));
            }
        }
    }

    /// <summary>What is wrong with a code or a guest; a guest is not named.</summary>
    internal static string NameFault(string member, string? name)
    {
        string one = member == "codes" && name is not null ? $"'{name}'" : "one";
        string fault = name is null ? "is null" : RedemptionText.Fault(name, RedemptionText.MaxPart) ?? "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Each of '{member}' must be 1 to {RedemptionText.MaxPart} characters of well-formed text without control characters and without white space at either end, but {one} {fault}.");
    }
}
