package dev.stsbroker.sandbox.settings;

/**
 * Where a server listens.
 *
 * @param host a name or an address, without brackets
 * @param port 0 for any free one
 */
record HostPort(String host, int port) {}
