namespace Loyalty.Pos.Returns;

/// <summary>Why a return is refused: nothing has changed.</summary>
/// <param name="Fault">The reason.</param>
/// <param name="Line">The line's place on the receipt, or the place among the goods without one; −1 where it concerns no line.</param>
/// <param name="Quantity">The quantity at fault; 0 where none is.</param>
/// <param name="Most">How much of the line could come back; 0 where that is not the fault.</param>
/// <param name="Message">The value, what is allowed and the cure, in a sentence.</param>
public sealed record ReturnRefusal(ReturnFault Fault, int Line, decimal Quantity, decimal Most, string Message);
