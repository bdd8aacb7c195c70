namespace Loyalty.Core.Identity.Internal;

/// <summary>Brings each attribute into the form in which records are compared; empty where the value says nothing.</summary>
internal static class Normaliser
{
    public static string Normalise(PersonAttribute attribute, string? text, string? region)
    {
        string trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0 || (Placeholder.IsWord(trimmed) && !MayBeMeant(attribute, trimmed)))
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

    /// <summary>House 0 exists, and so do the surnames No and Na.</summary>
    private static bool MayBeMeant(PersonAttribute attribute, string text) => attribute == PersonAttribute.StreetNumber
        ? text == "0"
        : attribute is PersonAttribute.GivenName or PersonAttribute.Surname && text.Length <= 3 && text.All(char.IsLetter) && !Placeholder.IsFiller(text + text)
            && !text.Equals("nil", StringComparison.OrdinalIgnoreCase) && !text.Equals("нет", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value is worth keeping in a profile: not empty and not typed only to fill the field.</summary>
    public static bool SaysSomething(PersonAttribute attribute, string? text) => attribute == PersonAttribute.Phone
        ? Number((text ?? "").Trim()).Length >= 5
        : Normalise(attribute, text, null).Length > 0;

    private static string Number(string text)
    {
        string kept = string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return Placeholder.IsFiller(kept) ? "" : kept;
    }
}
