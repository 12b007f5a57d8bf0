package dev.stsbroker.sandbox.oss.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Thrown when the emulated OSS refuses a request. Has no stack trace: it is an answer, not a fault
 * of the program.
 */
public final class OssRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String sentence;
  private final String ec;

  @SuppressWarnings("serial") // a LinkedHashMap, which is serializable
  private final Map<String, String> details = new LinkedHashMap<>();

  /** A refusal of any code. */
  public OssRefusal(int status, String code, String sentence) {
    this(status, code, sentence, "");
  }

  OssRefusal(int status, String code, String sentence, String ec) {
    super(sentence, null, false, false);
    this.status = status;
    this.code = code;
    this.sentence = sentence;
    this.ec = ec;
  }

  /** Adds an element to the answer. */
  public OssRefusal with(String element, String text) {
    details.put(element, text);
    return this;
  }

  public int status() {
    return status;
  }

  /** The value of {@code Code}. */
  public String code() {
    return code;
  }

  public String sentence() {
    return sentence;
  }

  /** OSS's number for the cause; empty where it is not documented. */
  public String ec() {
    return ec;
  }

  public Map<String, String> details() {
    return Collections.unmodifiableMap(details);
  }
}
