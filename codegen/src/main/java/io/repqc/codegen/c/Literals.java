package io.repqc.codegen.c;

import io.repqc.codegen.Settings;
import io.repqc.ir.op.Factor;
import io.repqc.ir.text.Decimal;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numbers and structures as C writes them. */
final class Literals {
  private static final int WIDTH = 100;
  private static final int BYTE = 0xFF;

  private Literals() {}

  /** A number, a factor, an array, a structure, or a name, which stays as it is. */
  static String of(Object value, Function<Object, String> pointers) {
    if (value instanceof Float) {
      return real((Float) value);
    }
    if (value instanceof Integer && (Integer) value == Integer.MIN_VALUE) {
      return "(-2147483647 - 1)";
    }
    if (value instanceof Number || value instanceof String) {
      return value.toString();
    }
    if (value instanceof Factor) {
      return CFactors.literal((Factor) value);
    }
    if (value instanceof Settings) {
      return fields((Settings) value, pointers);
    }
    return value != null && value.getClass().isArray()
        ? "{" + items(value).collect(Collectors.joining(", ")) + "}"
        : pointers.apply(value);
  }

  /** C has no literals for what is infinite or not a number. */
  private static String real(float number) {
    if (Float.isNaN(number)) {
      return "(0.0f / 0.0f)";
    }
    return Float.isInfinite(number)
        ? "(" + Math.signum(number) + "f / 0.0f)"
        : Decimal.of(number) + "f";
  }

  private static String fields(Settings settings, Function<Object, String> pointers) {
    if (settings.fields().isEmpty()) {
      return "{0}";
    }
    return settings.fields().entrySet().stream()
        .map(field -> "." + field.getKey() + " = " + of(field.getValue(), pointers))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static Stream<String> items(Object array) {
    return IntStream.range(0, Array.getLength(array)).mapToObj(i -> of(Array.get(array, i)));
  }

  private static String none(Object value) {
    throw new IllegalArgumentException("no literal for " + value);
  }

  /** A number. */
  static String of(Object number) {
    return of(number, Literals::none);
  }

  /** A long line with breaks in front of fields. */
  static String wrapped(String line) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String field : line.split(" (?=\\.)")) {
      if (column > 0 && column + field.length() > WIDTH) {
        text.append("\n     ");
        column = 5;
      }
      text.append(column == 0 ? "" : " ").append(field);
      column += field.length() + 1;
    }
    return text.toString();
  }

  /** The numbers of an array in lines. */
  static String lines(Object array) {
    StringBuilder text = new StringBuilder();
    int column = WIDTH;
    for (int i = 0; i < Array.getLength(array); i++) {
      String item = of(Array.get(array, i));
      if (column + item.length() > WIDTH) {
        text.append(i == 0 ? "  " : "\n  ");
        column = 0;
      } else {
        text.append(' ');
      }
      text.append(item).append(',');
      column += item.length() + 2;
    }
    return text.append('\n').toString();
  }

  /** Bytes as rows of text, each without a zero at its end. */
  static String rows(byte[] bytes, int length) {
    StringBuilder text = new StringBuilder();
    for (int start = 0; start < bytes.length; start += length) {
      text.append("  \"");
      for (int i = start; i < Math.min(start + length, bytes.length); i++) {
        character(bytes[i] & BYTE, text);
      }
      text.append("\",\n");
    }
    return text.toString();
  }

  private static void character(int code, StringBuilder text) {
    boolean isPlain = code >= ' ' && code <= '~' && "\"\\?%".indexOf(code) < 0;
    if (isPlain) {
      text.append((char) code);
    } else {
      text.append('\\')
          .append((char) ('0' + (code >> 6)))
          .append((char) ('0' + (code >> 3 & 7)))
          .append((char) ('0' + (code & 7)));
    }
  }

  /** Words in hexadecimal, in lines. */
  static String words(int[] words) {
    return Arrays.stream(words)
        .mapToObj("0x%08x"::formatted)
        .collect(Collectors.collectingAndThen(Collectors.toList(), Literals::fours));
  }

  private static String fours(List<String> items) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < items.size(); i += 4) {
      text.append("  ").append(String.join(", ", items.subList(i, i + 4))).append(",\n");
    }
    return text.toString();
  }

  /** The user's own words as a string. */
  static String string(String words) {
    return '"' + words.replaceAll("[^\\x20-\\x7e]|[\"\\\\?]", "_") + '"';
  }
}
