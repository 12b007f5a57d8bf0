package dev.stsbroker.sandbox.settings;

/**
 * The address at which a server listens.
 *
 * @param host a name or an address, without brackets
 * @param port 0 for any free one
 */
record HostPort(String host, int port) {}
