package dev.stsbroker.lease.simulation;

/** What is promised, whatever the callers, the weather and the clocks do. */
enum Invariant {
  LIVE_AND_OWN("what is served is for the key asked for and has more than 60 s left"),
  TRUTH("what is served has not ended in truth, whatever the local clock says"),
  FLOOR(
      "while STS is well nobody is served less than the floor, and nobody waits for a pinned key"),
  ONE_CALL("at most one call a key is under way, given up ones apart, and those are bounded"),
  BUDGET("no second holds more call starts than the budget"),
  KEPT("a live value once served is served until its last minute, whatever fails"),
  ANSWERED("every waiter is answered, once, within two deadlines and the queue"),
  IDLE_RESTS("nobody asks, nothing is renewed"),
  RETRIES("a failing key is called when its retry plan says so, however many ask"),
  NO_WAIT("nobody waits while a live value is held"),
  BOUNDED("the map stays within its bound"),
  RETRIED("a remembered failure is never older than the longest pause and a call"),
  CALM("a live value just made is not made again at once"),
  NOTICED("what is overdue by a clock that has jumped is called for soon after"),
  BELIEVED("nothing is served longer than was asked for, counted from its arrival"),
  DATED("one false date moves no clock"),
  FAIR("a key that holds nothing is called for within a turn of every other group"),
  QUEUED("the calls that wait are bounded, however many are asked for"),
  ROTATED("all held values are of the new key soon after anybody has read it");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
