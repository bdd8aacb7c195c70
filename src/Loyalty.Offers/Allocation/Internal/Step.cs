namespace Loyalty.Offers.Allocation.Internal;

/// <summary>One step up a customer's ladder: a candidate joins, another perhaps leaves, for so much more value and cost.</summary>
internal readonly record struct Step(int Customer, int Number, int Leaves, int Joins, long Value, long Cost) : IComparable<Step>
{
    public Price Price => new(Value, Cost);

    /// <summary>Steeper steps first; of equal ones the smaller customer, then the order on the ladder.</summary>
    public int CompareTo(Step other)
    {
        int bySlope = Price.Compare(other.Value, other.Cost, Value, Cost);
        return bySlope != 0 ? bySlope : Customer != other.Customer ? Customer.CompareTo(other.Customer) : Number.CompareTo(other.Number);
    }
}
