namespace Loyalty.Samples.Demo.Made;

/// <summary>A made person: nobody of this name, number and address is known to the author.</summary>
/// <param name="Card">The shop's customer that they stand for, a place in <see cref="Shop.Cards"/>; −1 for a guest of the other partners only.</param>
/// <param name="GivenName">Given name.</param>
/// <param name="Surname">Surname.</param>
/// <param name="Birth">Birth date.</param>
/// <param name="Phone">Telephone in international form; a household may share one.</param>
/// <param name="Email">E-mail address at a domain reserved for examples.</param>
/// <param name="Street">Street.</param>
/// <param name="Number">House number.</param>
/// <param name="City">Town.</param>
/// <param name="Postcode">Postal code.</param>
/// <param name="Country">Country, as in the receipts.</param>
internal sealed record Person(
    int Card, string GivenName, string Surname, DateOnly Birth, string Phone, string Email, string Street, string Number, string City, string Postcode, string Country);
