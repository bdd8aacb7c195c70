namespace Loyalty.Pos.Internal;

/// <summary>Sorts by insertion what is nearly always short; more is left to the framework.</summary>
internal static class SmallSort
{
    private const int Short = 24;

    /// <summary>Sorts; no two of the items may be equal.</summary>
    public static void Sort<T>(Span<T> items)
        where T : struct, IComparable<T>
    {
        if (items.Length > Short)
        {
            items.Sort();
            return;
        }

        for (int i = 1; i < items.Length; i++)
        {
            T item = items[i];
            int place = i;
            while (place > 0 && item.CompareTo(items[place - 1]) < 0)
            {
                items[place] = items[place - 1];
                place--;
            }

            items[place] = item;
        }
    }
}
