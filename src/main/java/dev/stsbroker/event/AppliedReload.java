package dev.stsbroker.event;

/**
 * The outcome of a reload that was applied.
 *
 * @param generation number of the configuration that now runs
 * @param difference what it changed
 * @param unchanged whether it was what runs already
 */
public record AppliedReload(long generation, ConfigDifference difference, boolean unchanged) {}
