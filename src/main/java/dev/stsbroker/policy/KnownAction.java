package dev.stsbroker.policy;

/** An action of the catalogue, in its documented spelling. */
record KnownAction(String service, String name, Level level) {
  @Override
  public String toString() {
    return service + ":" + name;
  }
}
