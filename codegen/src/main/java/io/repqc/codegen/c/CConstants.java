package io.repqc.codegen.c;

import io.repqc.codegen.Constant;
import io.repqc.codegen.Elements;
import io.repqc.codegen.PackedConstants;
import io.repqc.codegen.Program;
import java.lang.reflect.Array;
import java.util.stream.Collectors;

/** The constants of a program as arrays, or as places in a piece of bytes. */
final class CConstants {
  /** Compilers read a long list of numbers slowly, and strings in no time. */
  private static final int LONGEST_LIST = 256;

  private static final int ROW = 64;

  private final Program program;
  private final CNames names;
  private final Weights weights;
  private final PackedConstants packed;

  CConstants(Program program, CNames names, Weights weights) {
    this.program = program;
    this.names = names;
    this.weights = weights;
    this.packed = new PackedConstants(program);
  }

  /** Whether their addresses are known when linking. */
  boolean areLinked() {
    return weights != Weights.BINARY;
  }

  PackedConstants packed() {
    return packed;
  }

  /** What the file of the steps says of them. */
  String declarations() {
    switch (weights) {
      case INLINE:
        return definitions("static ");
      case SEPARATE:
        return program.constants().stream()
            .map(constant -> "extern const " + declarator(constant) + " ALIGNED;\n")
            .collect(Collectors.joining("", "", "\n"));
      default:
        return header();
    }
  }

  private String header() {
    return "/* How %s begins. */\nstatic const uint32_t weights_header[%d] = {\n%s};\n\n"
        .formatted(
            names.prefixed("weights.bin"),
            PackedConstants.HEADER_WORDS,
            Literals.words(packed.header()));
  }

  /** The arrays themselves. */
  String definitions(String storage) {
    StringBuilder text = new StringBuilder();
    if (program.constants().stream().anyMatch(CConstants::isText)) {
      text.append(
          """
          /* Bytes are written as text, without a zero at the end. */
          #if defined(__GNUC__) && __GNUC__ >= 15
          #pragma GCC diagnostic ignored "-Wunterminated-string-initialization"
          #endif

          """);
    }
    for (Constant constant : program.constants()) {
      text.append(storage)
          .append("const ")
          .append(declarator(constant))
          .append(" ALIGNED = {\n")
          .append(body(constant))
          .append("};\n\n");
    }
    return text.toString();
  }

  private String body(Constant constant) {
    if (isText(constant)) {
      return Literals.rows((byte[]) constant.array(), ROW);
    }
    boolean isUnsigned = constant.elements() == Elements.LEVEL && !program.target().signedLevels();
    return Literals.lines(isUnsigned ? unsigned((byte[]) constant.array()) : constant.array());
  }

  private static int[] unsigned(byte[] bytes) {
    int[] numbers = new int[bytes.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return numbers;
  }

  private static boolean isText(Constant constant) {
    return constant.array() instanceof byte[] && length(constant) > LONGEST_LIST;
  }

  private static int length(Constant constant) {
    return Array.getLength(constant.array());
  }

  private String declarator(Constant constant) {
    int length = length(constant);
    String size = isText(constant) ? (length + ROW - 1) / ROW + "][" + ROW : "" + length;
    return "%s %s[%s]".formatted(type(constant.elements()), names.constant(constant), size);
  }

  /** The element so many bytes after the first. */
  String pointer(Constant constant, long bytes) {
    String type = "(const " + type(constant.elements()) + " *)";
    if (!areLinked()) {
      return "%s(d->weights + %d)".formatted(type, packed.offset(constant) + bytes);
    }
    String first = (isText(constant) ? type : "") + names.constant(constant);
    return later(first, bytes / constant.elements().bytes());
  }

  /** So many elements after a place. */
  static String later(String place, long elements) {
    return elements == 0 ? place : place + " + " + elements;
  }

  private static String type(Elements elements) {
    switch (elements) {
      case LEVEL:
        return "level_t";
      case INT8:
        return "int8_t";
      case INT16:
        return "int16_t";
      case INT32:
        return "int32_t";
      case FLOAT:
        return "float";
      default:
        return "factor_t";
    }
  }
}
