using Loyalty.Core;

namespace Loyalty.Segmentation.Lifecycle;

/// <summary>How often each category is bought: a week without bread is long, a week without paint is nothing.</summary>
/// <remarks>Immutable, so any number of threads may share one.</remarks>
public sealed class CategoryRhythms
{
    /// <summary>How many guests must have bought a category twice before it has a rhythm of its own.</summary>
    public const int FewestGuests = 30;

    private readonly Dictionary<Category, LifecycleModel> models;
    private readonly LifecycleModel all;

    private CategoryRhythms(LifecycleModel all, Dictionary<Category, LifecycleModel> models) => (this.all, this.models) = (all, models);

    /// <summary>Learns each category's rhythm.</summary>
    /// <param name="all">Everything the guests bought; its rhythm stands in for a category that few have bought twice.</param>
    /// <param name="byCategory">What they bought of each category: a <see cref="PurchaseHistory"/> of its lines alone, summed up.</param>
    /// <param name="options">When a guest slips, lapses and is lost; absent, the defaults.</param>
    public static CategoryRhythms Fit(CustomerSummaries all, IReadOnlyDictionary<Category, CustomerSummaries> byCategory, LifecycleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(byCategory);
        Dictionary<Category, LifecycleModel> models = [];
        foreach ((Category category, CustomerSummaries summaries) in byCategory)
        {
            double gap = LifecycleModel.TypicalGap(summaries, out int guests);
            if (guests >= FewestGuests)
            {
                models.Add(category, new LifecycleModel(gap, options));
            }
        }

        return new CategoryRhythms(LifecycleModel.Fit(all, options), models);
    }

    /// <summary>The model of a category, for the stage of a guest in it: ask it about the category's own snapshot.</summary>
    /// <param name="category">A category; the whole assortment's model where it has no rhythm of its own.</param>
    public LifecycleModel ModelOf(Category category) => models.GetValueOrDefault(category, all);

    /// <summary>Whether a category has a rhythm of its own.</summary>
    /// <param name="category">A category.</param>
    public bool HasOwn(Category category) => models.ContainsKey(category);
}
