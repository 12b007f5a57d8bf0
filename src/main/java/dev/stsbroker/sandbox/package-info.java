/**
 * The embedded cloud: an STS on a local port that verifies what the real one verifies, an OSS whose
 * objects its sessions can reach as far as their policies say, and an ECS metadata service, for a
 * first try without an account, for tests, and for drills with scripted faults.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.Sandbox}, which puts the rooms within together. None
 * of them imports {@code dev.stsbroker.sts} or {@code source}, whose counterpart they are: they
 * check signatures with code of their own. Never allows what it does not understand. Never reached
 * from {@code serve}.
 */
@NullMarked
package dev.stsbroker.sandbox;

import org.jspecify.annotations.NullMarked;
