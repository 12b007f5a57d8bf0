import com.aliyun.credentials.api.ICredentials;
import com.aliyun.credentials.api.ICredentialsProvider;
import com.aliyun.credentials.provider.URLCredentialProvider;
import com.aliyun.odps.account.AklessAccount;
import com.aliyun.odps.commons.transport.Request;
import dev.stsbroker.sdk.JobLoop;
import java.util.concurrent.atomic.AtomicReference;

/** MaxCompute's SDK, which signs each request with what a provider of credentials-java says. */
final class OdpsJob {
  public static void main(String[] arguments) throws Exception {
    JobLoop.run(
        url -> {
          AtomicReference<ICredentials> said = new AtomicReference<>();
          AklessAccount account =
              new AklessAccount(
                  noting(URLCredentialProvider.builder().credentialsURI(url).build(), said));
          return () -> signedWith(account, said);
        });
  }

  /** The credentials of a request as it would go out: its headers must carry them. */
  private static String[] signedWith(AklessAccount account, AtomicReference<ICredentials> said) {
    Request request = new Request();
    request.setMethod(Request.Method.GET);
    account.getRequestSigner().sign("/projects/reports", request);
    ICredentials credentials = said.get();
    String headers = request.getHeaders().toString();
    if (!headers.contains(credentials.getSecurityToken())
        || !headers.contains("ODPS " + credentials.getAccessKeyId() + ":")) {
      throw new IllegalStateException("not signed with the broker's credentials");
    }
    return new String[] {
      credentials.getAccessKeyId(), credentials.getAccessKeySecret(), credentials.getSecurityToken()
    };
  }

  private static ICredentialsProvider noting(
      ICredentialsProvider provider, AtomicReference<ICredentials> said) {
    return new ICredentialsProvider() {
      @Override
      public ICredentials getCredentials() {
        said.set(provider.getCredentials());
        return said.get();
      }

      @Override
      public String getProviderName() {
        return provider.getProviderName();
      }

      @Override
      public void close() {}
    };
  }
}
