package dev.stsbroker.cli.client.request;

import java.io.PrintWriter;

/**
 * What a command has around it.
 *
 * @param out standard output
 * @param err standard error
 * @param surroundings variables and time
 */
public record Terminal(PrintWriter out, PrintWriter err, ClientEnvironment surroundings) {}
