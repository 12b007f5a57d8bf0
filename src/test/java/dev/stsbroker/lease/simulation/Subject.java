package dev.stsbroker.lease.simulation;

import dev.stsbroker.lease.LeaseListener;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.lease.Loader;
import dev.stsbroker.lease.RetentionPolicy;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import java.util.function.Predicate;

/** An engine as its callers see it: the real one, or one that is broken on purpose. */
interface Subject {
  /** A caller asks. */
  Future<Token> ask(String key, RetentionPolicy retention);

  /** An operator, or the start of the broker, asks for a new one. */
  Future<Token> refresh(String key, RetentionPolicy retention);

  /** The configuration no longer has these. */
  void retireIf(Predicate<String> unwanted);

  /** These are to be made anew; what is held is served meanwhile. */
  void refreshIf(Predicate<String> wanted);

  /** The wall clock was stepped. */
  void replan();

  /** Keys held. */
  int size();

  /** Calls that wait for their turn. */
  int waitingCalls();

  /** Makes one. */
  @FunctionalInterface
  interface Maker {
    /** An engine on these parts and no others. */
    Subject make(Parts parts);
  }

  /** What an engine is made of. */
  record Parts(
      LeaseSettings settings,
      Loader<String, Token> loader,
      Timing timing,
      LeaseListener<String, Token> listener) {}
}
