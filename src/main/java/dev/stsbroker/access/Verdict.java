package dev.stsbroker.access;

/** The answer to a caller that asks for a profile: granted, or why not. */
public enum Verdict {
  /** Yes. */
  ADMITTED,
  /** No: the profile has secrets, and none was presented. */
  SECRET_MISSING,
  /** No: what was presented is none of the profile's secrets. */
  SECRET_WRONG,
  /** As {@link #SECRET_WRONG}, and so were too many others of late. */
  TOO_MANY_GUESSES
}
