using System.Globalization;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.WhatIf;

/// <summary>Lives a month again under another matrix: what would not have gone, and which partner loses or gains what.</summary>
/// <remarks>
/// Each message is decided against those that would have gone before it, not against those that went: what is held back leaves room for the next. What would
/// be held back is not sent later; partners whose messages wait lose less than is told. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class MatrixTrial
{
    private readonly ContactMatrix matrix;
    private readonly DateTimeOffset from;

    /// <summary>Makes a trial.</summary>
    /// <param name="matrix">The matrix to try.</param>
    /// <param name="from">When it begins to hold. What went before counts as it went; give as much of it as <see cref="ContactMatrix.Sight"/> is long.</param>
    public MatrixTrial(ContactMatrix matrix, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        this.matrix = matrix;
        this.from = from;
    }

    /// <summary>Decides the messages of the past again.</summary>
    /// <param name="requests">In order of their instants; those of one guest must all be there, so shard by guests.</param>
    /// <exception cref="ArgumentException">They are not in order, or one names no customer, channel, kind or partner, or no possible instant.</exception>
    public TrialResult Run(IEnumerable<PastRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ContactLedger ledger = new(new ContactGate(matrix), EndOfTime.Clock, new ContactLedgerOptions { LoadPeriod = TimeSpan.FromDays(36_500) });
        Dictionary<(PartnerId, Channel, ContactKind), TrialCount> lines = [];
        Dictionary<string, long> rules = new(StringComparer.Ordinal);
        DateTimeOffset last = DateTimeOffset.MinValue;
        foreach (PastRequest request in requests)
        {
            Contact contact = request.Contact;
            if (contact.At < last)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Messages must come in order of time, but one of {contact.At:O} follows one of {last:O}; sort them."), nameof(requests));
            }

            last = contact.At;
            if (contact.At < from)
            {
                if (request.WasSent)
                {
                    ledger.Record(contact);
                }

                continue;
            }

            ContactDecision decision = ledger.Take(new ContactRequest(contact.Customer, contact.Partner, contact.Channel, contact.Kind, contact.At, request.Zone) { Guest = request.Guest, Carried = contact.Carried });
            TrialCount one = (request.WasSent, decision.IsAllowed) switch
            {
                (true, true) => new(1, 0, 0, 0),
                (true, false) => new(0, 1, 0, 0),
                (false, true) => new(0, 0, 1, 0),
                _ => new(0, 0, 0, 1),
            };
            lines[(contact.Partner, contact.Channel, contact.Kind)] = lines.GetValueOrDefault((contact.Partner, contact.Channel, contact.Kind)) + one;
            if (one.Lost == 1)
            {
                rules[decision.Rule!] = rules.GetValueOrDefault(decision.Rule!) + 1;
            }
        }

        return new TrialResult(lines.Select(l => new TrialLine(l.Key.Item1, l.Key.Item2, l.Key.Item3, l.Value)), rules.Select(r => new TrialRule(r.Key, r.Value)));
    }

    /// <summary>Nothing is reserved in a trial, and what is old is told by the messages themselves.</summary>
    private sealed class EndOfTime : TimeProvider
    {
        public static EndOfTime Clock { get; } = new();

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.MaxValue;
    }
}
