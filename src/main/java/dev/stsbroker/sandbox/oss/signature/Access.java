package dev.stsbroker.sandbox.oss.signature;

/**
 * The decision whether a key's holder may do something and, if not, which policy refuses: OSS has a
 * different message for each.
 */
public enum Access {
  /** It may. */
  ALLOWED,
  /** The policies of the user or role do not allow it. */
  DENIED,
  /** The role may, but its session was opened with a policy that does not allow it. */
  DENIED_BY_SESSION_POLICY
}
