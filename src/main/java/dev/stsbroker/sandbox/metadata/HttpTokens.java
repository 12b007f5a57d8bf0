package dev.stsbroker.sandbox.metadata;

/** Says whether the metadata service requires tokens; named like the instance attribute of ECS. */
public enum HttpTokens {
  /** Requests with a token and requests without one are answered. */
  OPTIONAL,
  /** Hardened mode: requests without a token are refused. */
  REQUIRED,
  /** As before hardened mode existed: tokens are not given, and not looked at. */
  UNSUPPORTED
}
