package dev.stsbroker.sdk;

import dev.stsbroker.http.ListenAddress;

/**
 * To be run where 100.100.100.200 is an address of this machine: tries the clients that know no
 * other, and prints what came of it, a line each.
 */
final class InstanceTrials {
  private static final ListenAddress INSTANCE = new ListenAddress("100.100.100.200", 80);

  private InstanceTrials() {}

  public static void main(String[] args) {
    for (Tool tool : Tools.AT_THE_INSTANCE) {
      try {
        System.out.println(Trial.of(tool, INSTANCE).text());
      } catch (Throwable failure) {
        System.err.println(tool.name() + ": " + failure);
        failure.printStackTrace();
      }
    }
    System.exit(0);
  }
}
