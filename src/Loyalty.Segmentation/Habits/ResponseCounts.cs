namespace Loyalty.Segmentation.Habits;

/// <summary>What a guest did with the messages of a period: counts, from which a model of sensitivity is fitted elsewhere.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is a guest who got nothing. Immutable.</remarks>
/// <param name="Sent">Messages that reached the guest.</param>
/// <param name="Opened">Messages opened.</param>
/// <param name="Clicked">Messages clicked.</param>
/// <param name="Unsubscribed">Messages answered by unsubscribing.</param>
/// <param name="Complained">Messages answered by a complaint.</param>
public readonly record struct ResponseCounts(int Sent, int Opened, int Clicked, int Unsubscribed, int Complained);
