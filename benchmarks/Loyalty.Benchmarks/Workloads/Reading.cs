using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Loyalty.Benchmarks.Workloads;

/// <summary>What was measured of one contestant.</summary>
/// <param name="Name">The contestant.</param>
/// <param name="MedianNs">The median time of an operation, in nanoseconds.</param>
/// <param name="Ratio">Its median time over ours on the same operations; null where ours did not run.</param>
/// <param name="BytesPerOp">Bytes allocated in the timed passes for each operation, rounded.</param>
/// <param name="Checksum">As the workload defines it.</param>
/// <param name="Ops">The operations of a pass where that is a prefix, else null.</param>
/// <param name="StateBytesPerCustomer">Where the workload asks for it, else null.</param>
internal sealed record Reading(
    string Name, double MedianNs, double? Ratio, long BytesPerOp, string Checksum, long? Ops, double? StateBytesPerCustomer)
{
    public string ToJson(int workload, int? size)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("workload", workload);
            if (size is { } n)
            {
                json.WriteNumber("size", n);
            }

            json.WriteString("name", Name);
            json.WriteNumber("medianNs", Rounded(MedianNs));
            if (Ratio is { } ratio)
            {
                json.WriteNumber("ratio", Rounded(ratio));
            }
            else
            {
                json.WriteNull("ratio");
            }

            json.WriteNumber("bytesPerOp", BytesPerOp);
            if (StateBytesPerCustomer is { } state)
            {
                json.WriteNumber("stateBytesPerCustomer", Rounded(state));
            }

            if (Ops is { } ops)
            {
                json.WriteNumber("ops", ops);
            }

            json.WriteString("checksum", Checksum);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Six significant digits, without an exponent.</summary>
    private static decimal Rounded(double value) =>
        decimal.Parse(value.ToString("E5", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
