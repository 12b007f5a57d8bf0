package dev.stsbroker.cli.client;

import java.io.PrintWriter;

/**
 * What a command has around it.
 *
 * @param out standard output
 * @param err standard error
 * @param surroundings variables and time
 */
record Terminal(PrintWriter out, PrintWriter err, ClientEnvironment surroundings) {}
