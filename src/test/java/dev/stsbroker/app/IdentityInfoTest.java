package dev.stsbroker.app;

import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics say who the broker is, and follow what is learned of it. */
class IdentityInfoTest {
  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.start(folder);
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void account_isToldOnceStsSaidIt() throws Exception {
    broker.eventuallyMetric(series("main", "accessKeyFile", "unknown"), 1);

    broker.introduce();

    broker.eventuallyMetric(series("main", "accessKeyFile", TestingBroker.ACCOUNT), 1);
  }

  @Test
  void identity_isProved_whenAReloadBringsIt() throws Exception {
    broker.write(broker.original().replace("  main:", "  other:"));
    broker.eventuallyMetric(series("other", "accessKeyFile", TestingBroker.ACCOUNT), 1);
    broker.eventuallyGone("sts_broker_identity_info{account=\"unknown\",identity=\"main\"");
  }

  private static String series(String identity, String type, String account) {
    return "sts_broker_identity_info{account=\"%s\",identity=\"%s\",type=\"%s\"}"
        .formatted(account, identity, type);
  }
}
