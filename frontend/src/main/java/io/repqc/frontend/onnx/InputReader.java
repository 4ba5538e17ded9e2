package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The inputs of a graph. A leading dimension that the file leaves open is the batch, 1 unless the
 * user says otherwise; other open dimensions are the user's to fix.
 */
final class InputReader {
  private final GraphImporter importer;
  private final ImportOptions options;
  private final Problems problems;

  InputReader(GraphImporter importer, ImportOptions options, Problems problems) {
    this.importer = importer;
    this.options = options;
    this.problems = problems;
  }

  private record Declared(String name, TensorType type, boolean symbolic) {}

  List<Value> read(Frame frame, GraphProto graph) {
    List<Declared> declared = declared(frame, graph);
    List<Declared> candidates = batchCandidates(declared);
    int batch = candidates.isEmpty() ? 1 : candidates.get(0).type().dim(0);
    List<Value> inputs = new ArrayList<>();
    for (Declared input : declared) {
      boolean batched = candidates.contains(input) && input.type().dim(0) == batch;
      Value value = importer.emitter().input(input.name(), input.type(), batched);
      frame.scope().bind(input.name(), value);
      inputs.add(value);
    }
    return inputs;
  }

  /** A file that leaves some leading dimension open means what it says of the others. */
  private static List<Declared> batchCandidates(List<Declared> inputs) {
    boolean open = inputs.stream().anyMatch(Declared::symbolic);
    return inputs.stream()
        .filter(input -> open ? input.symbolic() : input.type().rank() >= 2)
        .toList();
  }

  private List<Declared> declared(Frame frame, GraphProto graph) {
    Set<String> initializers =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<Declared> declared = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      String name = input.getName();
      if (!names.add(name)) {
        problems.add("input %s is there twice", Problems.quote(name));
      } else if (options.shape(name).isPresent() || !initializers.contains(name)) {
        try {
          Declared found = declared(input);
          if (options.inputValues().containsKey(name)) {
            frame.scope().bind(name, constant(found));
          } else {
            declared.add(found);
          }
        } catch (ModelException e) {
          problems.add("input %s: %s", Problems.quote(name), e.getMessage());
          frame.scope().poison(name);
        }
      }
    }
    checkOptions(names);
    return declared;
  }

  private Value constant(Declared input) {
    Tensor value = options.inputValues().get(input.name());
    ModelException.check(
        value.type().equals(input.type()), "found %s, expected %s", value.type(), input.type());
    return importer.emitter().emit(input.name(), new Constant(value));
  }

  private void checkOptions(Set<String> names) {
    Set<String> given = new LinkedHashSet<>(options.inputShapes().keySet());
    given.addAll(options.inputValues().keySet());
    for (String name : given) {
      if (!names.contains(name)) {
        problems.add(
            "--input %s: the model has no such input; its inputs: %s",
            name, names.stream().map(Problems::quote).sorted().collect(Collectors.joining(", ")));
      }
    }
  }

  private Declared declared(ValueInfoProto input) {
    TypeProto type = input.getType();
    ModelException.check(
        type.hasTensorType(), "it is of type %s; only tensors are supported", kind(type));
    ElementType elementType = OnnxTypes.elementType(type.getTensorType().getElemType());
    Optional<List<Integer>> given = options.shape(input.getName());
    boolean shaped = type.getTensorType().hasShape();
    ModelException.check(
        shaped || given.isPresent(),
        "the file does not say its shape; give it, as in --input %s=1x3x224x224",
        input.getName());
    List<Dimension> dims = shaped ? type.getTensorType().getShape().getDimList() : List.of();
    List<Long> sizes = shaped ? sizes(input.getName(), dims, given) : widen(given.get());
    Shape shape = TensorReader.shape(sizes);
    boolean symbolic = !dims.isEmpty() && isOpen(dims.get(0));
    return new Declared(input.getName(), new TensorType(elementType, shape), symbolic);
  }

  private static List<Long> widen(List<Integer> dims) {
    return dims.stream().map(Integer::longValue).toList();
  }

  private static List<Long> sizes(
      String name, List<Dimension> dims, Optional<List<Integer>> given) {
    ModelException.check(
        given.isEmpty() || given.get().size() == dims.size(),
        "--input gives %s, but the file says %d dimensions: %s",
        given.orElse(List.of()),
        dims.size(),
        show(dims));
    List<Long> sizes = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (int axis = 0; axis < dims.size(); axis++) {
      Dimension dim = dims.get(axis);
      int index = axis;
      Optional<Long> wanted = given.map(shape -> (long) shape.get(index));
      ModelException.check(
          isOpen(dim)
              || wanted.isEmpty()
              || wanted.get() == dim.getDimValue()
              || dim.getDimValue() <= 0,
          "--input gives %s, but dimension %d is %d in the file: %s",
          given.orElse(List.of()),
          axis,
          dim.getDimValue(),
          show(dims));
      if (isOpen(dim) && axis > 0 && wanted.isEmpty()) {
        open.add("%d (%s)".formatted(axis, show(dim)));
      }
      sizes.add(wanted.orElse(isOpen(dim) ? 1 : dim.getDimValue()));
    }
    ModelException.check(
        open.isEmpty(),
        "dimension %s of %s is open; fix it, as in --input %s=%s",
        String.join(" and ", open),
        show(dims),
        name,
        example(dims));
    for (int axis = 0; axis < sizes.size(); axis++) {
      ModelException.check(
          sizes.get(axis) > 0 || given.isPresent(),
          "dimension %d of %s is %d; expected at least 1; fix it, as in --input %s=%s",
          axis,
          show(dims),
          sizes.get(axis),
          name,
          example(dims));
    }
    return sizes;
  }

  private static boolean isOpen(Dimension dim) {
    return !dim.hasDimValue() || dim.getDimValue() == -1;
  }

  private static String show(List<Dimension> dims) {
    return dims.stream().limit(16).map(InputReader::show).collect(Collectors.joining("x"));
  }

  private static String show(Dimension dim) {
    return dim.hasDimValue()
        ? String.valueOf(dim.getDimValue())
        : dim.getDimParam().isEmpty() ? "?" : dim.getDimParam();
  }

  private static String example(List<Dimension> dims) {
    List<String> sizes = new ArrayList<>();
    for (int axis = 0; axis < Math.min(16, dims.size()); axis++) {
      Dimension dim = dims.get(axis);
      boolean usable = !isOpen(dim) && dim.getDimValue() > 0;
      sizes.add(
          usable ? String.valueOf(dim.getDimValue()) : axis == 0 ? "1" : axis == 1 ? "3" : "224");
    }
    return String.join("x", sizes);
  }

  private static String kind(TypeProto type) {
    return type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET
        ? "unknown (the file does not say)"
        : type.getValueCase().name().replace("_TYPE", "").toLowerCase(Locale.ROOT);
  }
}
