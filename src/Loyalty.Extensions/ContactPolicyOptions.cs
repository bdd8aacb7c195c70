using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.Extensions;

/// <summary>The options of Loyalty.ContactPolicy.</summary>
public sealed record ContactPolicyOptions
{
    /// <summary>The programme's rules; required, because no rules would mean that everything may be sent.</summary>
    /// <value>None by default: read a document with <see cref="ContactMatrix.Parse(string)"/>, or make one of <see cref="ContactMatrixOptions"/>.</value>
    public ContactMatrix? Matrix { get; init; }

    /// <summary>How long reservations hold and load is remembered.</summary>
    public ContactLedgerOptions Ledger { get; init; } = new();
}
