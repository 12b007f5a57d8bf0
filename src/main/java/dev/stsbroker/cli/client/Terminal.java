package dev.stsbroker.cli.client;

import java.io.PrintWriter;

/**
 * The streams and the environment of a command.
 *
 * @param out standard output
 * @param err standard error
 * @param surroundings variables and time
 */
record Terminal(PrintWriter out, PrintWriter err, ClientEnvironment surroundings) {}
