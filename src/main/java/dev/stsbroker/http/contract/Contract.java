package dev.stsbroker.http.contract;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.Set;

/** One wire format of the job listener. */
public interface Contract {
  /** Its name in product words, labels and messages. */
  String name();

  /** Its requests, for the index page. */
  String usage();

  /**
   * How a client is pointed at it, for the index page: a variable or a URL.
   *
   * @param base the listener's own URL, without a slash at the end
   */
  String example(String base);

  /** The methods of {@code path}, if the contract knows it as one that is not read with GET. */
  default Optional<Set<HttpMethod>> methods(String path) {
    return Optional.empty();
  }

  /** Adds its routes. */
  void mount(Router router);
}
