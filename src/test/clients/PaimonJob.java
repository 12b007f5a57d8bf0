import dev.stsbroker.sdk.JobLoop;
import java.util.HashMap;
import java.util.Map;
import org.apache.paimon.options.Options;
import org.apache.paimon.rest.auth.DLFAuthProvider;
import org.apache.paimon.rest.auth.DLFToken;
import org.apache.paimon.rest.auth.DLFTokenLoader;
import org.apache.paimon.rest.auth.DLFTokenLoaderFactory;
import org.apache.paimon.rest.auth.RESTAuthParameter;

/** Paimon's REST catalog on DLF: the two options a user sets, and the headers of its requests. */
final class PaimonJob {
  public static void main(String[] arguments) throws Exception {
    JobLoop.run(
        url -> {
          Options options = new Options();
          options.set("dlf.token-loader", "ecs");
          options.set("dlf.token-ecs-metadata-url", url);
          DLFTokenLoader loader = DLFTokenLoaderFactory.createDLFTokenLoader("ecs", options);
          return new Catalog(loader);
        });
  }

  /** Shows which token signs, which the client keeps to itself. */
  private static final class Catalog extends DLFAuthProvider implements JobLoop.Reader {
    private Catalog(DLFTokenLoader loader) {
      super(loader, null, "cn-hangzhou");
    }

    @Override
    public String[] read() {
      Map<String, String> headers =
          mergeAuthHeader(
              new HashMap<>(), new RESTAuthParameter("/v1/config", new HashMap<>(), "GET", null));
      DLFToken held = token;
      if (!headers.containsValue(held.getSecurityToken())
          || !headers.toString().contains(held.getAccessKeyId())) {
        throw new IllegalStateException("not signed with the broker's credentials");
      }
      return new String[] {
        held.getAccessKeyId(), held.getAccessKeySecret(), held.getSecurityToken()
      };
    }
  }
}
