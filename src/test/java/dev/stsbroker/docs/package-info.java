/**
 * README.md and the pages below src/docs: their links lead somewhere, their console blocks print
 * what they show, and their tables say what the code has.
 */
@NullMarked
package dev.stsbroker.docs;

import org.jspecify.annotations.NullMarked;
