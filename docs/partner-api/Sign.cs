using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.OpenSsl;

/// <summary>Signs a request to the partner API (RFC 9421 with Ed25519, RFC 9530). .NET 6 or newer with the package BouncyCastle.Cryptography.</summary>
public static class Sign
{
    /// <summary>A private key in PKCS #8 PEM, as `openssl genpkey -algorithm ed25519` writes it.</summary>
    public static Ed25519PrivateKeyParameters KeyOf(string pem) =>
        (Ed25519PrivateKeyParameters)new PemReader(new System.IO.StringReader(pem)).ReadObject();

    /// <summary>A nonce: new for every request, also when one is repeated.</summary>
    public static string NewNonce() => Convert.ToHexString(RandomNumberGenerator.GetBytes(18));

    /// <summary>Answers the headers to send. body: the exact bytes that are sent, empty for none. idempotencyKey: null where the endpoint asks for none.</summary>
    public static Dictionary<string, string> SignedHeaders(
        string method, Uri url, byte[] body, string? idempotencyKey, string keyId, Ed25519PrivateKeyParameters key, long? created = null, string? nonce = null)
    {
        var headers = new Dictionary<string, string>();
        var lines = new List<(string Name, string Value)>
        {
            ("@method", method.ToUpperInvariant()),
            ("@path", url.AbsolutePath),
            ("@query", url.Query.Length == 0 ? "?" : url.Query),
        };
        if (body.Length > 0)
        {
            headers["content-type"] = "application/json";
            headers["content-digest"] = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";
            lines.Add(("content-digest", headers["content-digest"]));
        }
        if (idempotencyKey != null)
        {
            headers["idempotency-key"] = idempotencyKey;
            lines.Add(("idempotency-key", idempotencyKey));
        }
        var covered = string.Join(" ", lines.Select(line => $"\"{line.Name}\""));
        var seconds = created ?? DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var parameters = $"({covered});created={seconds};keyid=\"{keyId}\";nonce=\"{nonce ?? NewNonce()}\";alg=\"ed25519\"";
        lines.Add(("@signature-params", parameters));
        var text = Encoding.UTF8.GetBytes(string.Join("\n", lines.Select(line => $"\"{line.Name}\": {line.Value}")));
        var signer = new Ed25519Signer();
        signer.Init(true, key);
        signer.BlockUpdate(text, 0, text.Length);
        headers["signature-input"] = $"sig1={parameters}";
        headers["signature"] = $"sig1=:{Convert.ToBase64String(signer.GenerateSignature())}:";
        return headers;
    }
}
