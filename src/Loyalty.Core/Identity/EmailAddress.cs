using System.Collections.Frozen;

namespace Loyalty.Core.Identity;

/// <summary>Brings e-mail addresses into one form, so that one mailbox is one text.</summary>
/// <remarks>
/// Lower case throughout: no provider of any size tells <c>Ann</c> from <c>ann</c>. For providers that deliver variants to one mailbox: Gmail
/// without dots and without <c>+tag</c>, googlemail.com as gmail.com; Outlook, Hotmail, Live, iCloud and Fastmail without <c>+tag</c>; Yahoo without
/// <c>-tag</c>; Yandex's domains as yandex.ru. Elsewhere dots and tags stay, because they can be other mailboxes. Addresses typed to fill a field
/// (test@test.ru, anything at example.com) are refused.
/// </remarks>
public static class EmailAddress
{
    private static readonly FrozenSet<string> Yandex = new[] { "yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Yahoo = new[] { "rocketmail.com", "ymail.com", "yahoo.com", "yahoo.ca", "yahoo.de", "yahoo.fr", "yahoo.in", "yahoo.it", "yahoo.co.uk" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> PlusTag = new[] { "icloud.com", "me.com", "fastmail.com" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Fillers = new[]
    {
        "test", "tests", "тест", "none", "no", "noemail", "nomail", "no-email", "null", "na", "n/a", "unknown", "user", "example", "mail", "email", "a", "aa", "aaa", "q", "qwe",
        "qwerty", "asd", "asdf", "x", "xx", "xxx", "1", "11", "111", "123", "1234", "12345", "net", "нет", "noreply", "no-reply", "donotreply",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Normalises an address.</summary>
    /// <param name="text">An address; white space around it is dropped.</param>
    /// <param name="normalised">The address, or empty.</param>
    /// <returns>Whether the text is an address that can belong to someone.</returns>
    public static bool TryNormalise(string? text, out string normalised)
    {
        normalised = "";
        string address = (text ?? "").Trim().ToLowerInvariant();
        if (address.StartsWith("mailto:", StringComparison.Ordinal))
        {
            address = address[7..];
        }

        int at = address.LastIndexOf('@');
        string local = at > 0 ? address[..at] : "";
        string domain = at > 0 ? address[(at + 1)..].TrimEnd('.') : "";
        if (local.Length is 0 or > 64 || local.Contains('@', StringComparison.Ordinal) || !IsDomain(domain) || address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return false;
        }

        (local, domain) = Fold(local, domain);
        string host = domain[..domain.IndexOf('.', StringComparison.Ordinal)];
        bool filler = (Fillers.Contains(local) && (Fillers.Contains(host) || local == host || local is "noreply" or "no-reply" or "donotreply"))
            || host is "example" or "test" or "invalid" || domain.EndsWith(".invalid", StringComparison.Ordinal);
        if (local.Length == 0 || filler)
        {
            return false;
        }

        normalised = $"{local}@{domain}";
        return true;
    }

    private static (string Local, string Domain) Fold(string local, string domain)
    {
        if (domain is "gmail.com" or "googlemail.com")
        {
            return (WithoutSingleDots(Before(local, '+')), "gmail.com");
        }

        string family = domain[..domain.IndexOf('.', StringComparison.Ordinal)];
        return Yandex.Contains(domain) ? (local, "yandex.ru")
            : Yahoo.Contains(domain) ? (Before(local, '-'), domain)
            : PlusTag.Contains(domain) || family is "outlook" or "hotmail" or "live" or "msn" ? (Before(local, '+'), domain)
            : (local, domain);
    }

    private static string Before(string local, char mark) => local.IndexOf(mark, StringComparison.Ordinal) is var i and >= 0 ? local[..i] : local;

    /// <summary>A dot that stands alone is dropped; two in a row are no valid address and stay to be seen.</summary>
    private static string WithoutSingleDots(string local)
    {
        Span<char> kept = stackalloc char[local.Length];
        int count = 0;
        for (int i = 0; i < local.Length; i++)
        {
            bool alone = local[i] == '.' && (i == 0 || local[i - 1] != '.') && (i + 1 == local.Length || local[i + 1] != '.');
            if (!alone)
            {
                kept[count++] = local[i];
            }
        }

        return kept[..count].ToString();
    }

    private static bool IsDomain(string domain)
    {
        int dot = domain.LastIndexOf('.');
        return dot > 0 && dot < domain.Length - 2 && domain.Length <= 253 && domain[0] is not ('.' or '-')
            && !domain.Contains("..", StringComparison.Ordinal)
            && domain.All(c => char.IsLetterOrDigit(c) || c is '.' or '-');
    }
}
