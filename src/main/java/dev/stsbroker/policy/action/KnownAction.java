package dev.stsbroker.policy.action;

/** An action of the catalogue, in its documented spelling. */
public record KnownAction(String service, String name, ResourceLevel level) {
  @Override
  public String toString() {
    return service + ":" + name;
  }
}
