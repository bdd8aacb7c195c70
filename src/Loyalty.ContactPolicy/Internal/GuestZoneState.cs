namespace Loyalty.ContactPolicy.Internal;

/// <summary>What is known of a guest's clock.</summary>
internal enum GuestZoneState : byte
{
    OfMatrix,
    Known,
    Unknown,
}
