import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs a request to the partner API (RFC 9421 with Ed25519, RFC 9530). Java 15 or newer, nothing else. */
public final class Sign {
  private Sign() {}

  /** A private key in PKCS #8 PEM, as `openssl genpkey -algorithm ed25519` writes it. */
  public static PrivateKey keyOf(String pem) throws Exception {
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /** A nonce: new for every request, also when one is repeated. */
  public static String newNonce() {
    byte[] bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static Map<String, String> signedHeaders(String method, URI url, byte[] body, String idempotencyKey, String keyId, PrivateKey key) throws Exception {
    return signedHeaders(method, url, body, idempotencyKey, keyId, key, Instant.now().getEpochSecond(), newNonce());
  }

  /** Answers the headers to send. body: the exact bytes that are sent, empty for none. idempotencyKey: null where the endpoint asks for none. */
  public static Map<String, String> signedHeaders(
      String method, URI url, byte[] body, String idempotencyKey, String keyId, PrivateKey key, long created, String nonce) throws Exception {
    Map<String, String> headers = new LinkedHashMap<>();
    List<String[]> lines = new ArrayList<>();
    lines.add(new String[] {"@method", method.toUpperCase()});
    lines.add(new String[] {"@path", url.getRawPath().isEmpty() ? "/" : url.getRawPath()});
    lines.add(new String[] {"@query", "?" + (url.getRawQuery() == null ? "" : url.getRawQuery())});
    if (body.length > 0) {
      String digest = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
      headers.put("content-type", "application/json");
      headers.put("content-digest", "sha-256=:" + digest + ":");
      lines.add(new String[] {"content-digest", headers.get("content-digest")});
    }
    if (idempotencyKey != null) {
      headers.put("idempotency-key", idempotencyKey);
      lines.add(new String[] {"idempotency-key", idempotencyKey});
    }
    String covered = lines.stream().map(line -> '"' + line[0] + '"').collect(Collectors.joining(" "));
    String parameters = "(" + covered + ");created=" + created + ";keyid=\"" + keyId + "\";nonce=\"" + nonce + "\";alg=\"ed25519\"";
    lines.add(new String[] {"@signature-params", parameters});
    String base = lines.stream().map(line -> '"' + line[0] + "\": " + line[1]).collect(Collectors.joining("\n"));
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(key);
    signer.update(base.getBytes(StandardCharsets.UTF_8));
    headers.put("signature-input", "sig1=" + parameters);
    headers.put("signature", "sig1=:" + Base64.getEncoder().encodeToString(signer.sign()) + ":");
    return headers;
  }
}
