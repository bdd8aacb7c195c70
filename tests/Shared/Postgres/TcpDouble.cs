using System.Net;
using System.Net.Sockets;

namespace Loyalty.Testing;

/// <summary>Stands between a client and a server, counts the client's turns, and can cut the line when an answer comes.</summary>
public sealed class TcpDouble : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly int server;
    private int turns;
    private int isClientsTurn;
    private int cutsAtAnswers;

    public TcpDouble(int server)
    {
        this.server = server;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often the client spoke after the server had.</summary>
    public int Turns => Volatile.Read(ref turns);

    /// <summary>Cuts the line as soon as the server answers, before the client hears it.</summary>
    public void CutAtNextAnswer() => Interlocked.Exchange(ref cutsAtAnswers, 1);

    public void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(closing.Token);
                TcpClient backend = new();
                await backend.ConnectAsync(IPAddress.Loopback, server, closing.Token);
                (client.NoDelay, backend.NoDelay) = (true, true);
                _ = CopyAsync(client, backend, isFromClient: true);
                _ = CopyAsync(backend, client, isFromClient: false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool isFromClient)
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, closing.Token) is > 0 and int read)
            {
                if (isFromClient && Interlocked.Exchange(ref isClientsTurn, 0) == 1)
                {
                    Interlocked.Increment(ref turns);
                }
                else if (!isFromClient)
                {
                    if (Interlocked.Exchange(ref cutsAtAnswers, 0) == 1)
                    {
                        break;
                    }

                    Interlocked.Exchange(ref isClientsTurn, 1);
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException or SocketException or InvalidOperationException)
        {
        }

        from.Dispose();
        to.Dispose();
    }
}
