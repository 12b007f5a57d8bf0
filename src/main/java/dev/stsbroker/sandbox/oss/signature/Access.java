package dev.stsbroker.sandbox.oss.signature;

/** Whether a key's holder may do something, and if not, who says so: OSS words the two apart. */
public enum Access {
  /** It may. */
  ALLOWED,
  /** The policies of the user or role do not allow it. */
  DENIED,
  /** The role may, but its session was opened with a policy that does not allow it. */
  DENIED_BY_SESSION_POLICY
}
