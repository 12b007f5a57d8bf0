/** The audit, on virtual time and in real folders. */
@NullMarked
package dev.stsbroker.audit;

import org.jspecify.annotations.NullMarked;
