using Loyalty.Core;

namespace Loyalty.Storage.Internal;

/// <summary>The partners whose blocks a message carries, as one text: names hold no control characters, so a line feed parts them.</summary>
internal static class CarriedPartners
{
    public const char Separator = '\n';

    /// <summary>The names without the sender's, which counts anyway.</summary>
    public static string Write(PartnerId sender, PartnerSet carried) =>
        carried.Count == 0 ? "" : string.Join(Separator, carried.Partners.ToArray().Where(p => p != sender).Select(p => p.Value));

    public static PartnerSet Read(string names) => names.Length == 0 ? default : [.. names.Split(Separator).Select(n => new PartnerId(n))];
}
