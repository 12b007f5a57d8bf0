package dev.stsbroker.sandbox.fault;

import dev.stsbroker.sandbox.fault.Fault.Delivery;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The kinds of {@link Fault}; each changes one thing of an answer. */
final class FaultKind {
  /** Nothing goes wrong. */
  static final Fault NONE = new Well();

  private FaultKind() {}

  static final class Well extends Fault {
    private Well() {
      super("");
    }
  }

  static final class Refused extends Fault {
    private final StsRefusal refusal;
    private final @Nullable Duration retryAfter;

    Refused(String name, StsRefusal refusal, @Nullable Duration retryAfter) {
      super(name);
      this.refusal = refusal;
      this.retryAfter = retryAfter;
    }

    @Override
    public StsRefusal refusal() {
      return refusal;
    }

    @Override
    public Answer change(Answer answer) {
      return answer.withRetryAfter(retryAfter);
    }
  }

  static final class Replaced extends Fault {
    private final Answer replacement;

    Replaced(String name, Answer replacement) {
      super(name);
      this.replacement = replacement;
    }

    @Override
    public Answer change(Answer answer) {
      return replacement;
    }
  }

  static final class Without extends Fault {
    private final String field;

    Without(String field) {
      super("missing-field");
      this.field = field;
    }

    @Override
    public Answer change(Answer answer) {
      if (!answer.isJson()) {
        return answer;
      }
      JsonObject body = new JsonObject(answer.body());
      body.remove(field);
      body.getJsonObject("Credentials", new JsonObject()).remove(field);
      return Answer.json(answer.status(), body);
    }
  }

  static final class Expiration extends Fault {
    private final String text;

    Expiration(String text) {
      super("expiration");
      this.text = text;
    }

    @Override
    public Answer change(Answer answer) {
      if (!answer.isJson()) {
        return answer;
      }
      JsonObject body = new JsonObject(answer.body());
      JsonObject credentials = body.getJsonObject("Credentials", body);
      if (credentials.containsKey("Expiration")) {
        credentials.put("Expiration", text);
      }
      return Answer.json(answer.status(), body);
    }
  }

  static final class Lifetime extends Fault {
    private final Duration lifetime;

    Lifetime(Duration lifetime) {
      super("lifetime");
      this.lifetime = lifetime;
    }

    @Override
    public Duration lifetime() {
      return lifetime;
    }
  }

  static final class Skewed extends Fault {
    private final Duration skew;

    Skewed(Duration skew) {
      super("skew");
      this.skew = skew;
    }

    @Override
    public Duration skew() {
      return skew;
    }
  }

  static final class Delivered extends Fault {
    private final Delivery delivery;
    private final Duration pace;

    Delivered(String name, Delivery delivery, Duration pace) {
      super(name);
      this.delivery = delivery;
      this.pace = pace;
    }

    @Override
    Delivery delivery() {
      return delivery;
    }

    @Override
    Duration pace() {
      return pace;
    }
  }
}
