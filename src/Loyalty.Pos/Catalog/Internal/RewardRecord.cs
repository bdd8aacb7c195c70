using Loyalty.Core;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>A reward as bytes: its kind, then its fields.</summary>
internal static class RewardRecord
{
    public static void Write(RecordWriter to, Reward reward)
    {
        switch (reward)
        {
            case PercentOff percent:
                to.Byte((byte)RewardKind.Percent);
                to.Decimal(percent.Percent);
                break;
            case AmountOff amount:
                to.Byte((byte)RewardKind.Amount);
                to.Long(amount.Amount);
                to.Byte((byte)amount.Per);
                break;
            case FixedPrice price:
                to.Byte((byte)RewardKind.FixedPrice);
                to.Long(price.Price);
                break;
            case BuyGet group:
                to.Byte((byte)RewardKind.BuyGet);
                to.Int(group.Buy);
                to.Int(group.Get);
                to.Decimal(group.Percent);
                to.Byte((byte)group.Grouping);
                SelectorRecord.WriteOptional(to, group.Items);
                break;
            case Tiers tiers:
                to.Byte((byte)RewardKind.Tiers);
                to.Byte((byte)tiers.By);
                to.Int(tiers.Steps.Count);
                foreach (TierStep step in tiers.Steps.OrderBy(s => s.From))
                {
                    to.Decimal(step.From);
                    to.Decimal(step.Percent);
                    to.Long(step.Amount);
                }

                break;
            case BonusPoints points:
                to.Byte((byte)RewardKind.Points);
                to.Decimal(points.Multiplier);
                to.Long(points.Fixed);
                break;
            case Gift gift:
                to.Byte((byte)RewardKind.Gift);
                to.Text(gift.Sku.Value);
                to.Int(gift.Quantity);
                break;
            case Bundle bundle:
                to.Byte((byte)RewardKind.Bundle);
                to.Long(bundle.Price);
                to.Int(bundle.Items.Count);
                foreach (BundleItem item in bundle.Items)
                {
                    SelectorRecord.Write(to, item.Items);
                    to.Int(item.Quantity);
                }

                break;
            default:
                throw new ArgumentException("There is no such reward.");
        }
    }

    public static Reward Read(ref RecordReader from)
    {
        RewardKind kind = (RewardKind)from.Byte();
        switch (kind)
        {
            case RewardKind.Percent:
                return new PercentOff(from.Decimal());
            case RewardKind.Amount:
                return new AmountOff(from.Long(), (AmountPer)from.Byte());
            case RewardKind.FixedPrice:
                return new FixedPrice(from.Long());
            case RewardKind.BuyGet:
                return new BuyGet(from.Int(), from.Int())
                {
                    Percent = from.Decimal(),
                    Grouping = (Grouping)from.Byte(),
                    Items = SelectorRecord.ReadOptional(ref from),
                };
            case RewardKind.Tiers:
                TierMeasure by = (TierMeasure)from.Byte();
                TierStep[] steps = new TierStep[from.Int()];
                for (int i = 0; i < steps.Length; i++)
                {
                    steps[i] = new TierStep(from.Decimal(), from.Decimal(), from.Long());
                }

                return new Tiers(by, steps);
            case RewardKind.Points:
                decimal multiplier = from.Decimal();
                long once = from.Long();
                return once != 0 ? BonusPoints.Once(once) : BonusPoints.Times(multiplier);
            case RewardKind.Gift:
                return new Gift(new Sku(from.Text()), from.Int());
            case RewardKind.Bundle:
                long price = from.Long();
                BundleItem[] items = new BundleItem[from.Int()];
                for (int i = 0; i < items.Length; i++)
                {
                    items[i] = new BundleItem(SelectorRecord.Read(ref from), from.Int());
                }

                return new Bundle(items, price);
            default:
                throw new InvalidDataException($"The catalogue holds a reward of kind {(int)kind}, which this version does not know.");
        }
    }
}
