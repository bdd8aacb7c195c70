using Loyalty.Core;

namespace Loyalty.Offers.Experiments;

/// <summary>Divides guests into a control group and the arms of a campaign: by key and salt alone, with no list to keep.</summary>
/// <remarks>
/// <para>The same guest stands in the same group on every machine and in every order. Another salt divides the guests anew and independently: give each
/// campaign a salt of its own, and the permanent control group one that never changes. Raising the control share only moves guests into control.</para>
/// <para>A guest's point is <c>Mix(guest XOR XXH64(salt))</c> read as a fraction of 2^64; control is what lies below the control share, the arms divide the rest.
/// Immutable; any number of threads may share one. Assigning does not allocate.</para>
/// </remarks>
public sealed class Experiment
{
    private const decimal TwoTo64 = 18446744073709551616m;

    private readonly ulong salt;
    private readonly bool everybody;
    private readonly ulong[] ends;

    /// <summary>Defines an experiment.</summary>
    /// <param name="salt">The experiment's name; it decides who stands where, so it must never change while the experiment runs.</param>
    /// <param name="control">The share of guests who get nothing, 0 to 1 (inclusive).</param>
    /// <param name="arms">How many arms share the rest evenly, 1 (the default) to 1,000.</param>
    /// <exception cref="ArgumentException"><paramref name="salt"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share or the number of arms is outside its range.</exception>
    public Experiment(string salt, decimal control, int arms = 1)
    {
        if (string.IsNullOrEmpty(salt))
        {
            throw new ArgumentException("An experiment needs a salt, such as the campaign's name; without one all experiments would divide guests alike.", nameof(salt));
        }

        if (control is < 0 or > 1)
        {
            throw new ArgumentOutOfRangeException(nameof(control), control, "A control share must be 0 to 1 (inclusive); ten percent are 0.1.");
        }

        if (arms is < 1 or > 1_000)
        {
            throw new ArgumentOutOfRangeException(nameof(arms), arms, "An experiment has 1 to 1,000 (inclusive) arms beside the control.");
        }

        Salt = salt;
        Control = control;
        Arms = arms;
        this.salt = StableHash.XxHash64(salt);
        everybody = control == 1;

        // Where each group ends, but the last, which takes what is left.
        ends = new ulong[arms];
        for (int i = 0; i < arms; i++)
        {
            ends[i] = (ulong)Math.Min(decimal.Floor((control + ((1 - control) * i / arms)) * TwoTo64), ulong.MaxValue);
        }
    }

    /// <summary>The experiment's name.</summary>
    public string Salt { get; }

    /// <summary>The share of guests in control.</summary>
    /// <value>0 to 1 (inclusive).</value>
    public decimal Control { get; }

    /// <summary>How many arms stand beside the control.</summary>
    /// <value>1 to 1,000 (inclusive).</value>
    public int Arms { get; }

    /// <summary>The guest's place in this experiment, evenly spread over 64 bits and independent of that in any other.</summary>
    /// <param name="guest">The guest.</param>
    public ulong PointOf(GuestKey guest) => SplitMix64.Mix(guest.Hash ^ salt);

    /// <summary>Whether a guest stands in control.</summary>
    /// <param name="guest">The guest.</param>
    public bool IsControl(GuestKey guest) => PointOf(guest) < ends[0] || everybody;

    /// <summary>The group in which a guest stands.</summary>
    /// <param name="guest">The guest.</param>
    /// <returns>0 for control, 1 to <see cref="Arms"/> for the arms.</returns>
    public int GroupOf(GuestKey guest)
    {
        if (everybody)
        {
            return 0;
        }

        ulong point = PointOf(guest);
        if (ends.Length > 16)
        {
            int place = ends.AsSpan().BinarySearch(point);
            return place < 0 ? ~place : place + 1;
        }

        // Counting all ends passed costs less than guessing wrong where to stop.
        int group = 0;
        foreach (ulong end in ends)
        {
            group += point >= end ? 1 : 0;
        }

        return group;
    }
}
