namespace Loyalty.Pos.Returns;

/// <summary>Goods that come back.</summary>
/// <param name="Line">The line's place on the receipt, from 0.</param>
/// <param name="Quantity">How much: whole units; of a weighed line any part of its weight, at most nine decimals.</param>
public readonly record struct ReturnedGoods(int Line, decimal Quantity);
