using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>Chooses for one guest which of many partners' messages go in a period, and when: those that are together worth the most under the whole matrix.</summary>
/// <remarks>
/// <para>A choice is admissible if the gate allows each message at its instant, given the guest's history and the chosen messages that go before it; of one instant, the larger <see cref="MessageCandidate.Priority"/>
/// goes before, then the lesser id. What is made as large as possible is the sum of value × propensity × share of the hour, rounded to millionths, less the cost of each message.</para>
/// <para>The search is exact (branch and bound under the prices of a linear programme) unless it reaches <see cref="ArbitrationOptions.MostSteps"/>; then the best choice so far stands, which is never worth less than the greedy one,
/// and <see cref="ArbitrationResult.Bound"/> says how much better another might be. Of choices that are worth the same the first that is met stands, which is the greedy one where none is worth more. The same input
/// gives the same choice, on every machine and in every order of the candidates.</para>
/// <para>Messages of exempt kinds go at the first instant at which they may, off the grid as well, cost nothing and displace nothing. Immutable, so any number of threads may share one.</para>
/// </remarks>
public sealed class Arbiter
{
    /// <summary>How many candidates a guest may have at the most, 1,000.</summary>
    public const int MostCandidates = 1_000;

    private readonly ArbitrationOptions options;

    /// <summary>Makes an arbiter.</summary>
    /// <param name="gate">Decides what is allowed.</param>
    /// <param name="options">The grid and how long to search; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Arbiter(ContactGate gate, ArbitrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gate);
        Gate = gate;
        this.options = (options ?? new()).Checked();
    }

    /// <summary>What decides.</summary>
    public ContactGate Gate { get; }

    /// <summary>Chooses.</summary>
    /// <param name="period">The guest and the time.</param>
    /// <param name="candidates">The messages that may go; their order changes nothing but that of <see cref="ArbitrationResult.LeftOut"/>.</param>
    /// <param name="history">The guest's contacts so far and the slots that are promised already, in any order.</param>
    /// <exception cref="ArgumentException">A candidate or the period is out of range, an id stands twice, or a name or instant is impossible.</exception>
    public ArbitrationResult Choose(GuestPeriod period, IReadOnlyList<MessageCandidate> candidates, ReadOnlySpan<Contact> history)
    {
        ArbitrationProblem problem = Read(period, candidates, history);
        ArbitrationSearch search = new(problem, options.MostSteps);
        return ArbitrationReasons.Tell(problem, search.Run([])!, search);
    }

    internal ArbitrationProblem Read(GuestPeriod period, IReadOnlyList<MessageCandidate> candidates, ReadOnlySpan<Contact> history) => new(Gate, options, period, candidates, history);

    internal ArbitrationSearch Search(ArbitrationProblem problem) => new(problem, options.MostSteps);
}
