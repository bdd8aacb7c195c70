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
    private int cut;

    public TcpDouble(int server)
    {
        this.server = server;
        listener.Start();
        _ = AcceptAsync();
    }

    private enum Cut
    {
        None,
        AtNext,
        AtLast,
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often the client began to speak when all that it had asked was answered: its round trips. What it sends on while an answer comes already is one turn with what it sent before.</summary>
    public int Turns => Volatile.Read(ref turns);

    /// <summary>Cuts the line as soon as the server says something, before the client hears it. The server may not have got all of the question.</summary>
    public void CutAtNextAnswer() => Volatile.Write(ref cut, (int)Cut.AtNext);

    /// <summary>Cuts the line when the server has answered all that was asked, and so has committed it; the client hears at most a beginning.</summary>
    public void CutAtLastAnswer() => Volatile.Write(ref cut, (int)Cut.AtLast);

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
                Line line = new(this, await listener.AcceptTcpClientAsync(closing.Token), new TcpClient());
                await line.ConnectAsync();
                _ = line.CopyAsync(isFromClient: true);
                _ = line.CopyAsync(isFromClient: false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Line(TcpDouble owner, TcpClient client, TcpClient backend)
    {
        private const byte Encryption = 1;
        private readonly Lock gate = new();
        private readonly WireFrames asked = new(isTyped: false);
        private readonly WireFrames answered = new(isTyped: true);
        private int unanswered;
        private bool isAsking;

        public async Task ConnectAsync()
        {
            await backend.ConnectAsync(IPAddress.Loopback, owner.server, owner.closing.Token);
            (client.NoDelay, backend.NoDelay) = (true, true);
        }

        public async Task CopyAsync(bool isFromClient)
        {
            (TcpClient from, TcpClient to) = isFromClient ? (client, backend) : (backend, client);
            byte[] buffer = new byte[65536];
            try
            {
                while (await from.GetStream().ReadAsync(buffer, owner.closing.Token) is > 0 and int read && Passes(isFromClient, buffer.AsSpan(0, read)))
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, read), owner.closing.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException or SocketException or InvalidOperationException)
            {
            }

            from.Dispose();
            to.Dispose();
        }

        private bool Passes(bool isFromClient, ReadOnlySpan<byte> bytes)
        {
            lock (gate)
            {
                if (isFromClient)
                {
                    asked.Read(bytes, Begin, End);
                    return true;
                }

                bool isReady = false;
                answered.Read(bytes, static () => { }, type =>
                {
                    if (type == 'Z')
                    {
                        isReady = --unanswered == 0 && !isAsking;
                    }
                });
                int wanted = Volatile.Read(ref owner.cut);
                return wanted == (int)Cut.None || (wanted == (int)Cut.AtLast && !isReady) || Interlocked.CompareExchange(ref owner.cut, (int)Cut.None, wanted) != wanted;
            }
        }

        private void Begin()
        {
            if (!isAsking && unanswered == 0)
            {
                Interlocked.Increment(ref owner.turns);
            }

            isAsking = true;
        }

        /// <summary>The server answers a simple query, a synchronisation and the start; the rest waits for one of these.</summary>
        private void End(byte type)
        {
            if (type is (byte)'Q' or (byte)'S' or 0)
            {
                unanswered++;
                isAsking = false;
            }
            else if (type == Encryption)
            {
                answered.ExpectBareByte();
                isAsking = false;
            }
        }
    }
}
