namespace Loyalty.Core.Identity.Internal;

/// <summary>Brings each attribute into the form in which records are compared; empty where the value says nothing.</summary>
internal static class Normaliser
{
    public static string Normalise(PersonAttribute attribute, string? text, string? region)
    {
        string trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0 || (Placeholder.IsWord(trimmed) && attribute != PersonAttribute.StreetNumber))
        {
            return "";
        }

        switch (attribute)
        {
            case PersonAttribute.Phone:
                return PhoneNumber.TryNormalise(trimmed, region, out string phone) ? phone : "";
            case PersonAttribute.Email:
                return EmailAddress.TryNormalise(trimmed, out string email) ? email : "";
            case PersonAttribute.BirthDate:
                return BirthDate.TryNormalise(trimmed, out string date) ? date : "";
            case PersonAttribute.Postcode:
                return PersonName.Fold(trimmed).Replace(" ", "", StringComparison.Ordinal);
            case PersonAttribute.Card:
            case PersonAttribute.NationalId:
                return Number(trimmed);
            case PersonAttribute.Cookie:
            case PersonAttribute.Device:
                return Placeholder.IsFiller(trimmed.Replace("-", "", StringComparison.Ordinal)) ? "" : trimmed;
            default:
                return PersonName.Fold(trimmed);
        }
    }

    private static string Number(string text)
    {
        string kept = string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return Placeholder.IsFiller(kept) ? "" : kept;
    }
}
