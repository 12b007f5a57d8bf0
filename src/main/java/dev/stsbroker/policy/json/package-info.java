/**
 * JSON with the line and path of every value, so that a problem can say where it stands. Reads text
 * with the tokens of jackson-core, gathers all problems of a document, prints documents.
 *
 * <p>Start with {@link dev.stsbroker.policy.json.JsonReader}. Never knows what a policy means.
 */
@NullMarked
package dev.stsbroker.policy.json;

import org.jspecify.annotations.NullMarked;
