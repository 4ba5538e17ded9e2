package io.repqc.codegen.c;

import io.repqc.codegen.Constant;
import io.repqc.codegen.Settings;
import io.repqc.ir.op.Factor;
import java.lang.reflect.Array;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numbers and structures as C writes them. */
final class Literals {
  private static final int WIDTH = 100;
  private static final int BITS = 31;
  private static final int BYTE = 0xFF;

  private Literals() {}

  /** A number, a factor, an array, a structure, or a name, which stays as it is. */
  static String of(Object value, Function<Object, String> pointers) {
    if (value instanceof Float) {
      return value + "f";
    }
    if (value instanceof Integer && (Integer) value == Integer.MIN_VALUE) {
      return "(-2147483647 - 1)";
    }
    if (value instanceof Number || value instanceof String) {
      return value.toString();
    }
    if (value instanceof Factor) {
      return factor((Factor) value);
    }
    if (value instanceof Settings) {
      return fields((Settings) value, pointers);
    }
    return value != null && value.getClass().isArray()
        ? "{" + items(value).collect(Collectors.joining(", ")) + "}"
        : pointers.apply(value);
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
    return IntStream.range(0, Array.getLength(array))
        .mapToObj(i -> of(Array.get(array, i), Literals::none));
  }

  private static String none(Object value) {
    throw new IllegalArgumentException("no literal for " + value);
  }

  /** As the structure of the convention's file has it. */
  private static String factor(Factor factor) {
    switch (factor.convention()) {
      case ONNX:
        return of(factor.f32(), Literals::none);
      case FIXED:
        return "{%d, %d}".formatted(factor.multiplier(), BITS - factor.shift());
      default:
        return "{%d, %d, %d}"
            .formatted(
                factor.multiplier(), Math.max(factor.shift(), 0), Math.max(-factor.shift(), 0));
    }
  }

  /** The numbers of a constant in lines. */
  static String lines(Constant constant, boolean unsigned) {
    StringBuilder text = new StringBuilder();
    int column = WIDTH;
    for (int i = 0; i < Array.getLength(constant.array()); i++) {
      Object number = Array.get(constant.array(), i);
      String item = unsigned ? "" + ((Byte) number & BYTE) : of(number, Literals::none);
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
}
