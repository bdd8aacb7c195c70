namespace Loyalty.Samples.Input;

/// <summary>One row is bad; the others may be good. Under <c>--lenient</c> the row is set aside, else it becomes an <see cref="InputException"/>.</summary>
internal sealed class RowException(string? column, string message) : Exception(message)
{
    public string? Column => column;
}
