/**
 * Requests and answers of OSS as they are on the wire: targets, headers, bodies, XML, errors.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.oss.request.OssRequest}. Never decides anything.
 */
@NullMarked
package dev.stsbroker.sandbox.oss.request;

import org.jspecify.annotations.NullMarked;
