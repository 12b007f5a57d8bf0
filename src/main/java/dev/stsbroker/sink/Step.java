package dev.stsbroker.sink;

/** How far a write has come: what tests act between. */
enum Step {
  /** It is known where the file is to be. */
  FOUND,
  /** Its folder is open. */
  OPENED,
  /** The new content is on disk beside it. */
  WRITTEN
}
