namespace Loyalty.Samples.Demo;

/// <summary>One receipt as the shop's file has it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Card">The customer's place in <see cref="Shop.Cards"/>; −1 for an anonymous receipt.</param>
/// <param name="At">When.</param>
/// <param name="Country">To which country it was sold; stands for the store in the demo.</param>
/// <param name="Lines">Its lines, in order.</param>
internal sealed record ShopReceipt(string Id, int Card, DateTimeOffset At, string Country, List<ShopLine> Lines)
{
    /// <summary>The date on the shop's clock.</summary>
    public DateOnly Day => DateOnly.FromDateTime(At.DateTime);
}
