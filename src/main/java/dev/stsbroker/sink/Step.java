package dev.stsbroker.sink;

/** The steps of a write, between which tests can act. */
enum Step {
  /** It is known where the file is to be. */
  FOUND,
  /** Its folder is open. */
  OPENED,
  /** The new content is on disk beside it. */
  WRITTEN
}
