package dev.stsbroker.event;

/**
 * The outcome of a reload that was applied.
 *
 * @param generation number of the configuration that now runs
 * @param difference what it changed
 */
public record AppliedReload(long generation, ConfigDifference difference) {}
