using Loyalty.ContactPolicy;
using Loyalty.Core;
using Loyalty.Samples.Input;

namespace Loyalty.Samples.Contacts;

/// <summary>A row of REQUESTS.csv.</summary>
internal readonly record struct RequestRow(string Id, string Customer, ContactRequest Request)
{
    public static RequestRow Read(CsvRow row, CustomerDirectory customers, Dictionary<string, GuestZone> zones)
    {
        string id = row.Required("request_id");
        string customer = row.Required("customer_id");
        if (!PartnerId.TryCreate(row.Required("partner"), out PartnerId partner))
        {
            throw BadName(row, "partner");
        }

        if (!Channel.TryCreate(row.Required("channel"), out Channel channel))
        {
            throw BadName(row, "channel");
        }

        if (!ContactKind.TryCreate(row.Required("kind"), out ContactKind kind))
        {
            throw BadName(row, "kind");
        }

        DateTimeOffset at = row.Instant("at");
        if (at.UtcDateTime.Year is < 1900 or > 2999)
        {
            throw new RowException("at", $"'{row.Text("at")}' is out of range; allowed are the years 1900 to 2999");
        }

        foreach (string column in (ReadOnlySpan<string>)["priority", "value"])
        {
            if (row.Text(column).Length > 0)
            {
                _ = row.Decimal(column);
            }
        }

        string name = row.Text("time_zone");
        if (!zones.TryGetValue(name, out GuestZone zone))
        {
            zones.Add(name, zone = GuestZone.Named(name));
        }

        return new RequestRow(id, customer, new ContactRequest(CustomerOf(customers, customer), partner, channel, kind, at, zone));
    }

    private static CustomerId CustomerOf(CustomerDirectory customers, string key)
    {
        try
        {
            return customers.GetOrAdd(key);
        }
        catch (ArgumentException)
        {
            throw new RowException("customer_id", $"the value has {key.Length} characters; allowed are 1 to 1,024 bytes of text");
        }
    }

    private static RowException BadName(CsvRow row, string column) =>
        new(column, $"'{row.Text(column)}' is not allowed; allowed are 1 to 128 characters without control characters and without white space at either end");
}
