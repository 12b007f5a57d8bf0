package dev.stsbroker.sts;

import io.vertx.core.buffer.Buffer;

/**
 * A signed call that is ready to be sent. Deliberately not a record, whose {@code toString} would
 * print secrets.
 *
 * <p>The query may hold a security token, since that is where the vendor's signature wants it; an
 * OIDC token only ever goes into the form, which no proxy logs.
 */
final class PreparedCall {
  private final String query;
  private final Buffer form;

  PreparedCall(String query) {
    this(query, "");
  }

  PreparedCall(String query, String form) {
    this.query = query;
    this.form = Buffer.buffer(form);
  }

  /** The encoded query, without its question mark. */
  String query() {
    return query;
  }

  /** The encoded form in the body; empty if all parameters are in the query. */
  Buffer form() {
    return form;
  }
}
