package dev.stsbroker.http;

import io.vertx.ext.web.Router;

/** One wire format of the job listener. */
public interface Contract {
  /** Its name in product words, labels and messages. */
  String name();

  /** Its requests, for the index page. */
  String usage();

  /** Adds its routes. */
  void mount(Router router);
}
