using System.Security.Cryptography;
using System.Text;
using Loyalty.Core;

namespace Loyalty.Samples.Contacts;

/// <summary>Names of a CSV file as a ledger takes them: 1 to 128 characters without white space at either end.</summary>
internal static class LedgerKey
{
    private const char Digest = '#';

    /// <summary>The name itself where a ledger takes it, else a hash of it. What begins like a hash is hashed too, so two names never become one.</summary>
    public static string Of(string name) =>
        PartnerId.TryCreate(name, out _) && name[0] != Digest ? name : Digest + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
