import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Runs docs/partner-api/Sign.java on one line a case: fields in base64, separated by spaces. Answers the headers, one `name: value` a line, then an empty one. */
public final class Vectors {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      String[] f = line.split(" ", -1);
      String key = text(f[3]);
      Sign.signedHeaders(
              text(f[0]), URI.create(text(f[1])), Base64.getDecoder().decode(f[2]), key.isEmpty() ? null : key, text(f[4]), Sign.keyOf(text(f[5])), Long.parseLong(text(f[6])), text(f[7]))
          .forEach((name, value) -> System.out.println(name + ": " + value));
      System.out.println();
    }
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
