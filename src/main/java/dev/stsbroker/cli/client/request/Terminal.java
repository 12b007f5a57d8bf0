package dev.stsbroker.cli.client.request;

import java.io.PrintWriter;

/**
 * The streams and the environment of a command.
 *
 * @param out standard output
 * @param err standard error
 * @param surroundings variables and time
 */
public record Terminal(PrintWriter out, PrintWriter err, ClientEnvironment surroundings) {}
