package io.repqc.codegen.lower;

import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
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
          Lookup.class,
          Pad.class,
          Reshape.class,
          Select.class,
          Slice.class,
          Transpose.class);

  private static final String PLAIN = "its operands are integers without a scale";

  private Legality() {}

  /** Throws with one problem for each value that cannot be compiled. */
  static void check(Model model, Constants constants) {
    List<String> problems = new ArrayList<>();
    for (Value value : model.graph().values()) {
      if (constants.of(value) == null && !(value.op() instanceof Input)) {
        problem(value, constants).ifPresent(problems::add);
      }
    }
    model.graph().inputs().forEach(input -> atTheEnds(input).ifPresent(problems::add));
    model.graph().outputs().stream()
        .map(Output::value)
        .filter(value -> constants.of(value) != null)
        .forEach(value -> atTheEnds(value).ifPresent(problems::add));
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

  /** What may be wrong with an input, or with an output that no input changes. */
  private static Optional<String> atTheEnds(Value value) {
    return STORED.contains(value.elementType())
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is of %s; integer code is given and gives 8-bit integers, i32 and f32"
                .formatted(value.name(), value.type()));
  }

  private static Optional<String> problem(Value value, Constants constants) {
    Op op = value.op();
    String what = OpSchema.mnemonic(op);
    if (!PlainKernels.handles(op) || isPlainArithmetic(op)) {
      String reason = isPlainArithmetic(op) ? PLAIN : PlainKernels.reason(op);
      return Optional.of(
          "\"%s\": %s has no integer code: %s".formatted(value.name(), what, reason));
    }
    if (value.elementType() == ElementType.F32 && !GIVES_FLOATS.contains(op.getClass())) {
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
    return known(op).stream()
        .filter(operand -> constants.of(operand) == null)
        .map(
            operand ->
                "\"%s\": %s takes \"%s\", which depends on an input; integer code must know it"
                    .formatted(value.name(), what, operand.name()))
        .findFirst()
        .or(() -> Operands.problem(value, constants));
  }

  /** A function of integers that have no scale, other than the larger and the smaller. */
  private static boolean isPlainArithmetic(Op op) {
    if (!(op instanceof Binary) || op.inferType().elementType().isFloat()) {
      return false;
    }
    Binary binary = (Binary) op;
    boolean isExtreme =
        binary.function() == BinaryFunction.MAX || binary.function() == BinaryFunction.MIN;
    return !isExtreme && !binary.left().type().quantization().isPresent();
  }

  /** The operands that must not depend on the inputs. */
  private static List<Value> known(Op op) {
    if (op instanceof Convolution) {
      return List.of(((Convolution) op).weight(), ((Convolution) op).bias());
    }
    if (op instanceof TransposedConvolution) {
      return List.of(((TransposedConvolution) op).weight(), ((TransposedConvolution) op).bias());
    }
    if (op instanceof Linear) {
      return List.of(((Linear) op).weight(), ((Linear) op).bias());
    }
    if (op instanceof Gather) {
      return List.of(((Gather) op).indices());
    }
    if (op instanceof Lookup) {
      return List.of(((Lookup) op).table());
    }
    if (op instanceof Normalize) {
      return List.of(((Normalize) op).scale(), ((Normalize) op).shift());
    }
    if (op instanceof RequantizeLeaky) {
      return List.of(((RequantizeLeaky) op).slope());
    }
    return op instanceof Select ? List.of(((Select) op).condition()) : List.of();
  }
}
