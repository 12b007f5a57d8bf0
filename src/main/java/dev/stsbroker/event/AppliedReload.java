package dev.stsbroker.event;

/**
 * What came of a reload that was not refused.
 *
 * @param generation which configuration runs
 * @param difference what it changed
 * @param unchanged whether it was what runs already
 */
public record AppliedReload(long generation, ConfigDifference difference, boolean unchanged) {}
