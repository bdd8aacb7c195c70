namespace Loyalty.Core.Identity.Internal;

/// <summary>Finds the links whose removal splits their graph (Tarjan, 'A note on finding the bridges of a graph', 1974), without recursion.</summary>
internal static class Bridges
{
    public static List<IdentityLink> Find(IReadOnlyList<IdentityLink> links)
    {
        Dictionary<RecordKey, List<int>> edges = [];
        for (int i = 0; i < links.Count; i++)
        {
            EdgesOf(edges, links[i].Left).Add(i);
            EdgesOf(edges, links[i].Right).Add(i);
        }

        Dictionary<RecordKey, int> entered = [];
        Dictionary<RecordKey, int> lowest = [];
        List<IdentityLink> bridges = [];
        foreach (RecordKey start in edges.Keys)
        {
            if (entered.ContainsKey(start))
            {
                continue;
            }

            Stack<(RecordKey Record, int Via, int Next)> path = [];
            Enter(start);
            path.Push((start, -1, 0));
            while (path.TryPop(out (RecordKey Record, int Via, int Next) step))
            {
                (RecordKey record, int via, int next) = step;
                if (next < edges[record].Count)
                {
                    path.Push((record, via, next + 1));
                    int edge = edges[record][next];
                    RecordKey other = links[edge].Left == record ? links[edge].Right : links[edge].Left;
                    if (edge == via)
                    {
                        continue;
                    }

                    if (entered.TryGetValue(other, out int order))
                    {
                        lowest[record] = Math.Min(lowest[record], order);
                    }
                    else
                    {
                        Enter(other);
                        path.Push((other, edge, 0));
                    }
                }
                else if (path.TryPeek(out (RecordKey Record, int Via, int Next) above))
                {
                    lowest[above.Record] = Math.Min(lowest[above.Record], lowest[record]);
                    if (lowest[record] > entered[above.Record])
                    {
                        bridges.Add(links[via]);
                    }
                }
            }
        }

        return bridges;

        void Enter(RecordKey record) => lowest[record] = entered[record] = entered.Count;
    }

    private static List<int> EdgesOf(Dictionary<RecordKey, List<int>> edges, RecordKey record)
    {
        if (!edges.TryGetValue(record, out List<int>? list))
        {
            edges[record] = list = [];
        }

        return list;
    }
}
