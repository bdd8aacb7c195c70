using Loyalty.Storage.Internal;

namespace Loyalty.Storage.Sqlite.Redemption;

/// <summary>The tables of redemptions. Texts are compared byte by byte; instants are ticks in UTC.</summary>
internal static class SqliteRedemptionSchema
{
    public static StorageSchema Current { get; } = new("redemption",
    [
        """
        CREATE TABLE loyalty_redemption (
          id TEXT PRIMARY KEY, state INTEGER NOT NULL, guest TEXT, till TEXT NOT NULL, has_content INTEGER NOT NULL, is_journaled INTEGER NOT NULL,
          expires_at INTEGER NOT NULL, settled_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX loyalty_redemption_settled ON loyalty_redemption (settled_at);
        CREATE INDEX loyalty_redemption_guest ON loyalty_redemption (guest) WHERE guest IS NOT NULL;
        CREATE TABLE loyalty_counter (
          key TEXT PRIMARY KEY, guest TEXT, used INTEGER NOT NULL CHECK (used >= 0), held INTEGER NOT NULL CHECK (held >= 0),
          leased INTEGER NOT NULL CHECK (leased >= 0), most INTEGER NOT NULL, is_overrun INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX loyalty_counter_overrun ON loyalty_counter (key) WHERE is_overrun = 1;
        CREATE INDEX loyalty_counter_guest ON loyalty_counter (guest) WHERE guest IS NOT NULL;
        CREATE TABLE loyalty_claim (
          redemption TEXT NOT NULL, key TEXT NOT NULL, guest TEXT, claimed INTEGER, most INTEGER, amount INTEGER NOT NULL, counting INTEGER NOT NULL,
          at INTEGER NOT NULL, PRIMARY KEY (redemption, key)) STRICT, WITHOUT ROWID;
        CREATE INDEX loyalty_claim_held ON loyalty_claim (key, at) WHERE counting = 1;
        CREATE INDEX loyalty_claim_used ON loyalty_claim (key, at) WHERE counting = 2;
        CREATE INDEX loyalty_claim_guest ON loyalty_claim (guest) WHERE guest IS NOT NULL;
        CREATE TABLE loyalty_lease (
          id TEXT PRIMARY KEY, till TEXT NOT NULL, key TEXT NOT NULL, wanted INTEGER NOT NULL, granted INTEGER NOT NULL, drawn INTEGER NOT NULL,
          expires_at INTEGER NOT NULL, is_ended INTEGER NOT NULL, ended_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX loyalty_lease_live ON loyalty_lease (key, expires_at) WHERE is_ended = 0;
        CREATE INDEX loyalty_lease_ended ON loyalty_lease (ended_at);
        CREATE TABLE loyalty_till (id TEXT PRIMARY KEY, through INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE loyalty_journal (
          till TEXT NOT NULL, sequence INTEGER NOT NULL, fingerprint INTEGER NOT NULL, PRIMARY KEY (till, sequence)) STRICT, WITHOUT ROWID;
        """,
    ]);
}
