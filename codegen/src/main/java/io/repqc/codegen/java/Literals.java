package io.repqc.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.repqc.codegen.Constant;
import io.repqc.codegen.Elements;
import io.repqc.codegen.FactorWords;
import io.repqc.codegen.PackedConstants;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.ir.IrException;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Factor;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Numbers, structures of them and constants as Java expressions. */
final class Literals {
  private final Function<String, ClassName> kernels;
  private final PackedConstants packed;

  /** {@code kernels} says where a kernel's class lies. */
  Literals(Function<String, ClassName> kernels, PackedConstants packed) {
    this.kernels = kernels;
    this.packed = packed;
  }

  /** A structure as a record; what it does not name is zero or null. */
  CodeBlock of(Settings settings) {
    KernelClass type = KernelClass.of(settings.type());
    ClassName own = kernels.apply(JavaNames.capitalized(settings.type()));
    List<String> left = new ArrayList<>(settings.fields().keySet());
    List<CodeBlock> values = new ArrayList<>();
    for (RecordComponent component : type.components()) {
      String field = field(component.getName(), left);
      left.remove(field);
      Object value = settings.fields().get(field);
      CodeBlock literal =
          value instanceof String
              ? CodeBlock.of("$T.$L", own, value)
              : value(component.getType(), value);
      values.add(CodeBlock.of("/* $L */ $L", component.getName(), literal));
    }
    IrException.check(left.isEmpty(), "%s in Java has no %s", settings.type(), left);
    return CodeBlock.of("new $T($L)", own, CodeBlock.join(values, ",$W"));
  }

  /** The field in C of a component. */
  private static String field(String component, List<String> fields) {
    return fields.stream()
        .filter(field -> JavaNames.uncapitalized(field).equals(component))
        .findFirst()
        .orElse(component);
  }

  private CodeBlock value(Class<?> type, Object value) {
    if (value == null) {
      return CodeBlock.of(type.isPrimitive() ? "0" : "null");
    }
    if (value instanceof Settings settings) {
      return of(settings);
    }
    if (value instanceof Factor factor) {
      return factors(factor);
    }
    if (value instanceof Pointer pointer) {
      return constant(pointer);
    }
    if (value instanceof int[] numbers) {
      String list =
          Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
      return CodeBlock.of("new int[] {$L}", list);
    }
    if (value instanceof Float number) {
      return of(number);
    }
    return CodeBlock.of(value instanceof Long ? "$LL" : "$L", value);
  }

  private static CodeBlock of(float number) {
    IrException.check(Float.isFinite(number), "%s has no literal", number);
    return CodeBlock.of("$Lf", number);
  }

  private CodeBlock factors(Factor factor) {
    ClassName type = factorsType(factor.convention());
    if (factor.convention() == Convention.ONNX) {
      return CodeBlock.of("new $T(new float[] {$L})", type, of(factor.f32()));
    }
    return CodeBlock.of("new $T($L)", type, value(int[].class, FactorWords.of(factor)));
  }

  private ClassName factorsType(Convention convention) {
    switch (convention) {
      case ONNX:
        return kernels.apply("OnnxFactors");
      case FIXED:
        return kernels.apply("FixedFactors");
      default:
        return kernels.apply("TfliteFactors");
    }
  }

  /** The array of a constant, read from the file of the weights. */
  CodeBlock constant(Pointer pointer) {
    Constant constant = (Constant) pointer.place();
    IrException.check(pointer.offset() == 0, "%s is not read from its start", constant.name());
    int length = Array.getLength(constant.array());
    long offset = packed.offset(constant);
    if (constant.elements() == Elements.FACTOR) {
      Factor first = (Factor) Array.get(constant.array(), 0);
      int words = FactorWords.of(first).length;
      return CodeBlock.of(
          "new $T(weights.$L($L, $L))",
          factorsType(first.convention()),
          first.convention() == Convention.ONNX ? "floats" : "ints",
          offset,
          words * length);
    }
    if (constant.array() instanceof byte[][] rows) {
      return CodeBlock.of("weights.rows($L, $L, $L)", offset, length, rows[0].length);
    }
    return CodeBlock.of("weights.$L($L, $L)", reader(constant.elements()), offset, length);
  }

  /** The type of a constant's array. */
  static Class<?> type(Constant constant) {
    if (constant.array() instanceof byte[][]) {
      return float[][].class;
    }
    switch (constant.elements()) {
      case INT8:
        return byte[].class;
      case INT16:
        return short[].class;
      case INT32:
        return int[].class;
      default:
        return float[].class;
    }
  }

  private static String reader(Elements elements) {
    switch (elements) {
      case LEVEL:
        return "levels";
      case INT8:
        return "bytes";
      case INT16:
        return "shorts";
      case INT32:
        return "ints";
      default:
        return "floats";
    }
  }
}
