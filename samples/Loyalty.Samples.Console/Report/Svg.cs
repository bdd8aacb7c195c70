using System.Globalization;
using System.Text;

namespace Loyalty.Samples.Report;

/// <summary>Where a text's position lies in it.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>A drawing in user units that are pixels at full size; colours come from classes, so that one drawing serves light and dark.</summary>
internal sealed class Svg(double width)
{
    /// <summary>The size of ordinary text.</summary>
    public const double TextSize = 12;

    private readonly StringBuilder body = new();

    /// <summary>The drawing's width.</summary>
    public double Width { get; } = width;

    /// <summary>The drawing's height, set by whoever draws.</summary>
    public double Height { get; set; }

    /// <summary>A coordinate: at most one digit after the point, no exponent, no minus zero.</summary>
    public static string Number(double value) =>
        (Math.Round(value, 1, MidpointRounding.AwayFromZero) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>About how wide a text is in the page's sans-serif.</summary>
    public static double TextWidth(string text, double size = TextSize) => text.Sum(Em) * size;

    public void Rect(double x, double y, double w, double h, string css, double radius = 0, string? tip = null)
    {
        body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(Math.Max(0, w))}\" height=\"{Number(Math.Max(0, h))}\" class=\"{css}\"");
        if (radius > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $" rx=\"{Number(radius)}\"");
        }

        Close("rect", tip);
    }

    public void Line(double x1, double y1, double x2, double y2, string css) =>
        body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" class=\"{css}\"/>\n");

    public void Circle(double x, double y, double radius, string css, string? tip = null)
    {
        body.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" class=\"{css}\"");
        Close("circle", tip);
    }

    /// <summary>A path of commands and coordinates.</summary>
    public void Path(string commands, string css, string? tip = null)
    {
        body.Append(CultureInfo.InvariantCulture, $"<path d=\"{commands}\" class=\"{css}\"");
        Close("path", tip);
    }

    /// <summary>A line through points.</summary>
    public void Polyline(IReadOnlyList<(double X, double Y)> points, string css) =>
        Path(string.Concat(points.Select((p, i) => $"{(i == 0 ? "M" : "L")}{Number(p.X)} {Number(p.Y)}")), css);

    public void Text(double x, double y, string text, string css = "t", Anchor anchor = Anchor.Start)
    {
        string place = anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" class=\"{css}\"{place}>{Markup.Escape(text)}</text>\n");
    }

    /// <summary>A text that reads upwards, for the title of an upright axis.</summary>
    public void UprightText(double x, double y, string text, string css = "t m") =>
        body.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate({Number(x)} {Number(y)}) rotate(-90)\" class=\"{css}\" text-anchor=\"middle\">{Markup.Escape(text)}</text>\n");

    /// <summary>The whole drawing.</summary>
    /// <param name="id">Unique on the page.</param>
    /// <param name="css">The class of the drawing itself.</param>
    /// <param name="title">What a screen reader says first.</param>
    /// <param name="description">What it says then.</param>
    public string ToMarkup(string id, string css, string title, string description) =>
        $"<svg class=\"{css}\" viewBox=\"0 0 {Number(Width)} {Number(Height)}\" width=\"{Number(Width)}\" height=\"{Number(Height)}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n"
        + $"<title id=\"{id}-t\">{Markup.Escape(title)}</title><desc id=\"{id}-d\">{Markup.Escape(description)}</desc>\n{body}</svg>\n";

    private static double Em(char c) => c switch
    {
        'i' or 'l' or 'j' or 'I' or '.' or ',' or ':' or ';' or '|' or '\'' or '\u202F' => 0.29,
        ' ' or 't' or 'f' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.38,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' => 0.9,
        >= 'A' and <= 'Z' => 0.67,
        _ => 0.57,
    };

    private void Close(string element, string? tip) =>
        body.Append(tip is null ? "/>\n" : $"><title>{Markup.Escape(tip)}</title></{element}>\n");
}
