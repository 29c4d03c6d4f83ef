// mono driver.exe URL [PROTOCOL,…]: a driver for ClientWebSocket of Mono (docs/clients.md).
using System;
using System.Linq;
using System.Net.WebSockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

static class Driver
{
    static readonly CancellationToken Never = CancellationToken.None;
    static bool opened;

    static void Finish(int code, string line = null)
    {
        if (line != null) Console.WriteLine(line.Replace("\n", " "));
        Environment.Exit(code);
    }

    static string Quoted(string text) =>
        "\"" + string.Concat(text.Select(c => c < ' ' || c == '"' || c == '\\' ? $"\\u{(int)c:x4}" : c.ToString())) + "\"";

    static async Task Talk(string url, string[] protocols)
    {
        var socket = new ClientWebSocket();
        foreach (var name in protocols) socket.Options.AddSubProtocol(name);
        await socket.ConnectAsync(new Uri(url), Never);
        opened = true;
        Console.WriteLine($"OPEN {{\"protocol\":{Quoted(socket.SubProtocol ?? "")}}}");
        var hello = new ArraySegment<byte>(Encoding.UTF8.GetBytes("hello"));
        await socket.SendAsync(hello, WebSocketMessageType.Text, true, Never);
        var buffer = new ArraySegment<byte>(new byte[65536]);
        while (socket.State == WebSocketState.Open)
        {
            var result = await socket.ReceiveAsync(buffer, Never);
            if (result.MessageType == WebSocketMessageType.Close) break;
            var text = Encoding.UTF8.GetString(buffer.Array, 0, result.Count);
            Console.WriteLine($"MESSAGE {Quoted(text)}");
            if (text == "hello") break;
        }
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Never);
        Finish(0, $"CLOSE {(int?)socket.CloseStatus ?? 1005}");
    }

    static void Main(string[] args)
    {
        // Mono trusts what is in its own store of certificates, which is not one of a single run.
        if (args[0].StartsWith("wss:")) Finish(77, "SKIP Mono has no way to trust a certificate for one run");
        var ms = int.Parse(Environment.GetEnvironmentVariable("WSSPEC_TIMEOUT_MS") ?? "5000");
        var protocols = args.Length > 1 ? args[1].Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries) : new string[0];
        var timer = new Timer(_ => Finish(opened ? 0 : 3, opened ? null : "HUNG"), null, ms, Timeout.Infinite);
        try
        {
            Talk(args[0], protocols).Wait();
        }
        catch (Exception error)
        {
            var cause = error.GetBaseException();
            Finish(opened ? 0 : 1, $"{(opened ? "ERROR" : "FAIL")} {cause.GetType().Name} {cause.Message}");
        }
        GC.KeepAlive(timer);
    }
}
