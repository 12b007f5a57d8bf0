/**
 * The places that identities read their keys from: files, variables, services nearby; and what is
 * wrong there.
 *
 * <p>Begin with {@link dev.stsbroker.source.key.SourceSettings}. Never asks STS, and never asks a
 * service through a proxy.
 */
@NullMarked
package dev.stsbroker.source.key;

import org.jspecify.annotations.NullMarked;
