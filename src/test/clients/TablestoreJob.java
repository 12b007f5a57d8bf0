import com.alicloud.openservices.tablestore.core.auth.CredentialsProvider;
import com.alicloud.openservices.tablestore.core.auth.CredentialsProviderFactory;
import com.alicloud.openservices.tablestore.core.auth.ServiceCredentials;
import dev.stsbroker.sdk.JobLoop;

/** Tablestore's SDK, which asks the instance's metadata service for a role, by token only. */
final class TablestoreJob {
  public static void main(String[] arguments) throws Exception {
    JobLoop.run(
        role -> {
          CredentialsProvider provider =
              CredentialsProviderFactory.newInstanceProfileCredentialsProvider(role);
          return () -> {
            ServiceCredentials held = provider.getCredentials();
            return new String[] {
              held.getAccessKeyId(), held.getAccessKeySecret(), held.getSecurityToken()
            };
          };
        });
  }
}
