namespace Loyalty.Pos.Returns.Internal;

/// <summary>How a line's amount and its discount lie on its units once it is priced: what the first of them bear together.</summary>
internal static class UnitSpread
{
    /// <summary>Whole units: the amount as evenly as minor units allow, the first ones more; the discount in proportion to that, by largest remainder.</summary>
    public static (long Amount, long Discount) OfUnits(long amount, long discount, long units, long first)
    {
        (long each, long more) = Math.DivRem(amount, units);
        long heavy = Math.Min(first, more);
        long light = first - heavy;
        long cost = (first * each) + heavy;
        if (discount == 0)
        {
            return (cost, 0);
        }

        (Int128 onHeavy, Int128 heavyRest) = Int128.DivRem((Int128)discount * (each + 1), amount);
        (Int128 onLight, Int128 lightRest) = Int128.DivRem((Int128)discount * each, amount);
        long rest = (long)(discount - (more * onHeavy) - ((units - more) * onLight));

        // Equal remainders go to the earlier units, which are the heavier ones.
        long heavyExtra = heavyRest >= lightRest ? Math.Min(rest, more) : Math.Max(0, rest - (units - more));
        long lightExtra = rest - heavyExtra;
        return (cost, (long)((heavy * onHeavy) + Math.Min(heavy, heavyExtra) + (light * onLight) + Math.Min(light, lightExtra)));
    }

    /// <summary>A weighed line: in proportion to the weight; the amount and what is paid are each rounded half away from zero.</summary>
    public static (long Amount, long Discount) OfWeight(long amount, long discount, decimal whole, decimal part)
    {
        long cost = Part(amount, whole, part);
        return (cost, cost - Part(amount - discount, whole, part));
    }

    private static long Part(long amount, decimal whole, decimal part)
    {
        Int128 all = (Int128)(whole * 1_000_000_000);
        return (long)(((2 * (Int128)amount * (Int128)(part * 1_000_000_000)) + all) / (2 * all));
    }
}
