namespace Loyalty.Benchmarks.Workloads.StringSimilarity;

/// <summary>Jaro–Winkler letter by letter, as it is defined.</summary>
internal static class Textbook
{
    public static double JaroWinkler(string left, string right)
    {
        int window = Math.Max(0, (Math.Max(left.Length, right.Length) / 2) - 1);
        bool[] leftTaken = new bool[left.Length];
        bool[] rightTaken = new bool[right.Length];
        int common = 0;
        for (int i = 0; i < left.Length; i++)
        {
            int end = Math.Min(right.Length, i + window + 1);
            for (int j = Math.Max(0, i - window); j < end; j++)
            {
                if (!rightTaken[j] && left[i] == right[j])
                {
                    leftTaken[i] = rightTaken[j] = true;
                    common++;
                    break;
                }
            }
        }

        if (common == 0)
        {
            return 0;
        }

        int moved = 0;
        for (int i = 0, j = 0; i < left.Length; i++)
        {
            if (leftTaken[i])
            {
                while (!rightTaken[j])
                {
                    j++;
                }

                moved += left[i] == right[j++] ? 0 : 1;
            }
        }

        double jaro = (((double)common / left.Length) + ((double)common / right.Length) + ((common - (moved / 2.0)) / common)) / 3;
        int prefix = 0;
        while (prefix < Math.Min(4, Math.Min(left.Length, right.Length)) && left[prefix] == right[prefix])
        {
            prefix++;
        }

        return jaro + (prefix * 0.1 * (1 - jaro));
    }
}
