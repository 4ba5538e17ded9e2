package io.repqc.codegen;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a structure that a kernel takes, in order: numbers, arrays of them, pointers (or
 * null) and structures within it. A field that is not named is zero.
 */
public record Settings(String type, Map<String, Object> fields) {
  public Settings {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A structure without fields yet. */
  public static Settings of(String type) {
    return new Settings(type, Map.of());
  }

  /** This with one more field, or another value of one. */
  public Settings with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Settings(type, more);
  }

  /** Whether a pointer is among the fields. */
  public boolean hasPointers() {
    return fields.values().stream().anyMatch(Pointer.class::isInstance);
  }
}
