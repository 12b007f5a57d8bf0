package dev.stsbroker.sandbox.fault;

/** The ways in which an answer is delivered to the client. */
enum Delivery {
  /** Head and body at once. */
  WHOLE,
  /** Not until the script lets it go. */
  HELD,
  /** Not at all: the connection ends before the first byte. */
  NOTHING,
  /** Head and half of the body, then the connection ends. */
  HALF,
  /** Head, then the body byte by byte. */
  DRIP
}
