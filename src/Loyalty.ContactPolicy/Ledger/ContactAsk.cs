using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Ledger;

/// <summary>One of many questions that are asked at once, with its cell looked up before.</summary>
/// <remarks>Equal when all members are. The <c>default</c> names nothing and is refused. Immutable.</remarks>
/// <param name="Customer">To whom.</param>
/// <param name="Cell">Channel, kind and partner, from <see cref="ContactMatrix.Cell"/> of the ledger's matrix.</param>
/// <param name="At">When.</param>
/// <param name="Zone">The guest's clock; the matrix's by default.</param>
public readonly record struct ContactAsk(CustomerId Customer, MatrixCell Cell, DateTimeOffset At, GuestZone Zone = default)
{
    /// <summary>What is known about the guest beside their contacts.</summary>
    /// <value>Null, nothing, by default.</value>
    public GuestFacts? Guest { get; init; }
}
