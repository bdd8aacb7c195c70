using CsvHelper;

namespace Loyalty.Samples.Input;

/// <summary>A CSV file as RFC 4180 has it, with a header, read row by row; every fault names its file, line and column.</summary>
internal sealed class CsvFile : IDisposable
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        DetectSeparatorHint = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        HasHeader = false,
    };

    private readonly string file;
    private readonly CommandContext context;
    private readonly CsvReader reader;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly string[] header;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="context">The command's context: knows whether bad rows stop the run or are set aside.</param>
    /// <param name="file">The file's path, <c>-</c> for standard input.</param>
    /// <param name="required">The columns without which the file is refused.</param>
    public CsvFile(CommandContext context, string file, params ReadOnlySpan<string> required)
    {
        this.file = file;
        this.context = context;
        reader = CsvReader.Create(InputFile.OpenText(file), Options, leaveOpen: false);
        if (!ReadRecord())
        {
            throw new InputException(file, 1, "the file is empty; its first line must name the columns");
        }

        header = Fields();
        for (int i = 0; i < header.Length; i++)
        {
            if (!columns.TryAdd(header[i], i))
            {
                throw new InputException(file, 1, header[i], "the column stands twice; name each column once");
            }
        }

        foreach (string column in required)
        {
            Require(column);
        }
    }

    /// <summary>The line on which the current row begins.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The current data row's number, from 1.</summary>
    public long RowNumber { get; private set; }

    /// <summary>The columns in the order of the file.</summary>
    public IReadOnlyList<string> Header => header;

    /// <summary>Whether the file has a column.</summary>
    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>Refuses the file if a column is missing.</summary>
    public void Require(string column)
    {
        if (!Has(column))
        {
            throw new InputException(file, 1, column, $"the column is missing; the header names {string.Join(", ", header)}");
        }
    }

    /// <summary>Reads every row. A row's <see cref="RowException"/> stops the run, or under <c>--lenient</c> sets the row aside.</summary>
    public IEnumerable<T> Rows<T>(Func<CsvRow, T> parse)
    {
        while (ReadRecord())
        {
            RowNumber++;
            T parsed;
            try
            {
                if (reader.FieldCount != header.Length)
                {
                    throw new RowException(null, $"the row has {reader.FieldCount} fields, but the header names {header.Length} columns");
                }

                parsed = parse(new CsvRow(this));
                context.CountRow();
            }
            catch (RowException e) when (context.Lenient)
            {
                context.Reject(file, header, Fields(), Line, e);
                continue;
            }
            catch (RowException e)
            {
                throw e.Column is null ? new InputException(file, Line, e.Message) : new InputException(file, Line, e.Column, e.Message);
            }

            yield return parsed;
        }
    }

    public void Dispose() => reader.Dispose();

    internal string Field(string column) => columns.TryGetValue(column, out int index) ? reader.GetString(index) : "";

    private string[] Fields()
    {
        string[] fields = new string[reader.FieldCount];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = reader.GetString(i);
        }

        return fields;
    }

    private bool ReadRecord()
    {
        try
        {
            if (!reader.Read())
            {
                return false;
            }

            Line = (int)reader.LineNumber;
            return true;
        }
        catch (CsvFormatException e)
        {
            throw new InputException(file, (int)e.LineNumber, "the quoting is broken; a field that begins with a quote ends with one, and a quote inside it is doubled");
        }
        catch (Exception e) when (InputFile.Unreadable(file, Line, e) is { } placed)
        {
            throw placed;
        }
    }
}
