package dev.stsbroker.access;

/** Whether a caller may have a profile. */
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
