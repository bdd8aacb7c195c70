using System.Collections.Immutable;
using Loyalty.Core.Identity;
using Loyalty.Core.Identity.Internal;

namespace Loyalty.Core.Profiles;

/// <summary>One person as all their records tell it: a fold over immutable source records.</summary>
/// <remarks>
/// For each attribute the newest value that says something wins; of equally new ones, the record that comes last by source and id; records without a
/// date are older than any. Placeholders such as <c>-1</c> or <c>0000000000</c> never win. Nothing is lost: the records stay, so folding a part of them
/// again gives back the profile before a merge. Immutable.
/// </remarks>
public sealed class Profile
{
    private Profile(ProfileId id, ImmutableArray<RecordKey> records, ImmutableArray<ProfileValue> values)
    {
        Id = id;
        Records = records;
        Values = values;
    }

    /// <summary>The profile's id: that of its smallest record.</summary>
    public ProfileId Id { get; }

    /// <summary>The records it was folded from, in order.</summary>
    public ImmutableArray<RecordKey> Records { get; }

    /// <summary>A value for each attribute that any record knows, in the order of the attributes.</summary>
    public ImmutableArray<ProfileValue> Values { get; }

    /// <summary>An attribute's winning text; null where no record knows it.</summary>
    /// <param name="attribute">Which.</param>
    public string? this[PersonAttribute attribute]
    {
        get
        {
            foreach (ProfileValue value in Values)
            {
                if (value.Attribute == attribute)
                {
                    return value.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Folds the records of a resolved person.</summary>
    /// <param name="person">A profile of an <see cref="IdentityResult"/>.</param>
    public static Profile Of(IdentityProfile person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return Of(person.Records);
    }

    /// <summary>Folds records that are one person.</summary>
    /// <param name="records">At least one, in any order.</param>
    /// <exception cref="ArgumentException">There are no records.</exception>
    public static Profile Of(IEnumerable<SourceRecord> records)
    {
        SourceRecord[] ordered = [.. records.OrderBy(r => r.UpdatedAt ?? DateTimeOffset.MinValue).ThenBy(r => r.Key)];
        if (ordered.Length == 0)
        {
            throw new ArgumentException("A profile must have at least one record.", nameof(records));
        }

        ImmutableArray<ProfileValue>.Builder values = ImmutableArray.CreateBuilder<ProfileValue>();
        foreach (PersonAttribute attribute in Enum.GetValues<PersonAttribute>())
        {
            if (Array.FindLast(ordered, r => Normaliser.SaysSomething(attribute, r[attribute])) is { } newest)
            {
                values.Add(new ProfileValue(attribute, newest[attribute]!.Trim(), newest.Key, newest.UpdatedAt));
            }
        }

        ImmutableArray<RecordKey> keys = [.. ordered.Select(r => r.Key).Order()];
        return new Profile(ProfileId.Of(keys[0]), keys, values.DrainToImmutable());
    }
}
