using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Loyalty.Benchmarks.Workloads.Assignments;

/// <summary>Microsoft.FeatureManagement's GetVariantAsync with four variants by percentile, through dependency injection as its guide shows.</summary>
internal sealed class FeatureManagementContestant(Lazy<AssignmentData> data)
{
    private readonly long[] counts = new long[AssignmentData.Variants];
    private IVariantFeatureManager? manager;

    public void Build()
    {
        Dictionary<string, string?> settings = [];
        foreach ((int e, string salt) in data.Value.Salts.Index())
        {
            string flag = string.Create(CultureInfo.InvariantCulture, $"feature_management:feature_flags:{e}:");
            settings[flag + "id"] = salt;
            settings[flag + "enabled"] = "true";
            settings[flag + "allocation:seed"] = salt;
            for (int v = 0; v < AssignmentData.Variants; v++)
            {
                string at = string.Create(CultureInfo.InvariantCulture, $":{v}:");
                string name = v.ToString(CultureInfo.InvariantCulture);
                settings[flag + "variants" + at + "name"] = name;
                settings[flag + "allocation:percentile" + at + "variant"] = name;
                settings[flag + "allocation:percentile" + at + "from"] = (v * 25).ToString(CultureInfo.InvariantCulture);
                settings[flag + "allocation:percentile" + at + "to"] = ((v + 1) * 25).ToString(CultureInfo.InvariantCulture);
            }
        }

        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddFeatureManagement();
        manager = services.BuildServiceProvider().GetRequiredService<IVariantFeatureManager>();
    }

    public void Reset() => Array.Clear(counts);

    public string Check() => AssignmentData.Check("featuremanagement", counts);

    public void Run(long operations) => RunAsync(operations).GetAwaiter().GetResult();

    private async Task RunAsync(long operations)
    {
        string[] names = data.Value.Names;
        for (long left = operations, guest = 0; left > 0; guest = guest + 1 == AssignmentData.Guests ? 0 : guest + 1)
        {
            TargetingContext context = new() { UserId = names[guest] };
            for (int e = 0; e < AssignmentData.Experiments && left > 0; e++, left--)
            {
                Variant variant = await manager!.GetVariantAsync(data.Value.Salts[e], context);
                counts[variant.Name[0] - '0']++;
            }
        }
    }
}
