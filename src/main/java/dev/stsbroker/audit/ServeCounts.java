package dev.stsbroker.audit;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.event.SessionFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the first serve of a session to a caller from those that follow, which are counted: a
 * cached read looks its counter up and adds one.
 */
final class ServeCounts {
  /** Callers' sessions, and callers, that are remembered; the longest unused is forgotten. */
  private static final int MOST_REMEMBERED = 4_096;

  /** First serves to one user that have a line in a minute; further ones are only counted. */
  private static final int MOST_FIRST = 120;

  /** Summaries of one user's callers in a minute; the others share one. */
  private static final int MOST_SUMMARIES = 64;

  /** Serves that are found without a look-up: about as many as there are kept connections. */
  private static final int MOST_RECENT = 256;

  private final @Nullable Recent[] recent = new Recent[MOST_RECENT];
  private final Map<Served, Counter> known = remembering();
  private final Map<Reader, Counter> counters = remembering();
  private final List<Counter> busy = new ArrayList<>();
  private final MinuteBudget<Reader> first =
      new MinuteBudget<>(MOST_FIRST, new Reader("", anybody()));

  /** Counts one more; the caller to write a line about if it is the first; null otherwise. */
  @Nullable AuditedCaller served(SessionFacts session, CallerFacts caller) {
    // A connection has one peer, and a session one object: both are told apart by identity.
    int hash = System.identityHashCode(caller.peer()) ^ System.identityHashCode(session);
    int place = (hash ^ hash >>> 16) & (MOST_RECENT - 1);
    Recent last = recent[place];
    if (last != null && last.is(session, caller)) {
      count(last.counter());
      return null;
    }
    Served served = new Served(session.accessKeyId(), caller);
    Counter counter = known.get(served);
    if (counter != null) {
      recent[place] = new Recent(session, caller, counter);
      count(counter);
      return null;
    }
    Reader reader = new Reader(session.profile(), caller);
    if (!first.admits(group(caller))) {
      count(counters.computeIfAbsent(reader.ofUser(), Counter::new));
      return null;
    }
    Counter made = counters.computeIfAbsent(reader, Counter::new);
    known.put(served, made);
    return made.caller;
  }

  /** Tells what was counted, and begins a new minute. */
  void next(BiConsumer<Summary, Long> summary) {
    Map<Object, Integer> told = new HashMap<>();
    Map<Reader, Long> rest = new LinkedHashMap<>();
    for (Counter one : busy) {
      if (told.merge(group(one.reader.caller()), 1, Integer::sum) <= MOST_SUMMARIES) {
        summary.accept(new Summary(one.reader.profile(), one.caller), one.count);
      } else {
        rest.merge(one.reader.ofUser(), one.count, Long::sum);
      }
      one.count = 0;
    }
    rest.forEach(
        (reader, count) ->
            summary.accept(
                new Summary(reader.profile(), new AuditedCaller(reader.caller())), count));
    busy.clear();
    first.next();
  }

  private void count(Counter counter) {
    if (counter.count == 0) {
      busy.add(counter);
    }
    counter.count++;
  }

  /** What bounds hold for: a user, or all that are unknown. */
  static Object group(CallerFacts caller) {
    Long uid = caller.peer().uid();
    return uid == null ? "" : uid;
  }

  /** {@code caller} without what tells it from others of its user. */
  static CallerFacts ofUser(CallerFacts caller) {
    Long uid = caller.peer().uid();
    return uid == null ? anybody() : new CallerFacts(Peer.of(uid), null);
  }

  static CallerFacts anybody() {
    return new CallerFacts(Peer.unknown("several callers"), null);
  }

  private static <K, V> Map<K, V> remembering() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST_REMEMBERED;
      }
    };
  }

  private record Recent(SessionFacts session, CallerFacts caller, Counter counter) {
    @SuppressWarnings("ReferenceEquality")
    boolean is(SessionFacts other, CallerFacts by) {
      return session == other
          && caller.peer() == by.peer()
          && Objects.equals(caller.secretName(), by.secretName());
    }
  }

  private record Served(String accessKeyId, CallerFacts caller) {}

  private record Reader(String profile, CallerFacts caller) {
    Reader ofUser() {
      return new Reader(profile, ServeCounts.ofUser(caller));
    }
  }

  /** Who read what, how often in this minute is counted beside it. */
  record Summary(String profile, AuditedCaller caller) {}

  private static final class Counter {
    private final Reader reader;
    private final AuditedCaller caller;
    private long count;

    Counter(Reader reader) {
      this.reader = reader;
      this.caller = new AuditedCaller(reader.caller());
    }
  }
}
