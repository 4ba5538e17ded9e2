package io.repqc.codegen.lower;

import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what in a network has no form in integer code. */
final class Legality {
  private static final Set<ElementType> STORED =
      EnumSet.of(ElementType.I8, ElementType.U8, ElementType.I32, ElementType.F32);

  /** Ops that leave the integers, and such that only move what left them. */
  private static final Set<Class<? extends Op>> GIVES_FLOATS =
      Set.of(
          Decode.class,
          Concat.class,
          DepthToSpace.class,
          Expand.class,
          Gather.class,
          Reshape.class,
          Slice.class,
          Transpose.class);

  private Legality() {}

  /** Throws with one problem for each value that cannot be compiled. */
  static void check(Model model, Constants constants) {
    List<String> problems = new ArrayList<>();
    for (Value value : model.graph().values()) {
      if (constants.of(value) == null && !(value.op() instanceof Input)) {
        problem(value).ifPresent(problems::add);
      }
    }
    if (conventions(model).size() > 1) {
      problems.add(
          "the network rounds in several conventions, %s; one file has one"
              .formatted(conventions(model)));
    }
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }

  /** The convention of all roundings. */
  static Convention convention(Model model) {
    return conventions(model).stream().findFirst().orElse(Convention.ONNX);
  }

  private static Set<Convention> conventions(Model model) {
    Set<Convention> conventions = EnumSet.noneOf(Convention.class);
    for (Value value : model.graph().values()) {
      if (value.op() instanceof Requantize) {
        conventions.add(((Requantize) value.op()).convention());
      } else if (value.op() instanceof RequantizeLeaky) {
        conventions.add(((RequantizeLeaky) value.op()).convention());
      }
    }
    return conventions;
  }

  private static Optional<String> problem(Value value) {
    String what = OpSchema.mnemonic(value.op());
    if (!PlainKernels.handles(value.op())) {
      return Optional.of(
          "\"%s\": %s has no integer code: %s"
              .formatted(value.name(), what, PlainKernels.reason(value.op())));
    }
    if (value.elementType() == ElementType.F32 && !GIVES_FLOATS.contains(value.op().getClass())) {
      return Optional.of(
          ("\"%s\": %s computes in floats, and there is no integer code for that; quantize it, or"
                  + " end the network before it")
              .formatted(value.name(), what));
    }
    if (!STORED.contains(value.elementType())) {
      return Optional.of(
          "\"%s\": %s gives %s; integer code holds 8-bit levels, 32-bit sums and f32 at the ends"
              .formatted(value.name(), what, value.type()));
    }
    return Optional.empty();
  }
}
