package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
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
import java.util.function.Predicate;
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
    Predicate<Declared> mayBatch = mayBatch(declared);
    int batch =
        declared.stream()
            .filter(mayBatch)
            .mapToInt(each -> each.type().dim(0))
            .findFirst()
            .orElse(1);
    List<Value> inputs = new ArrayList<>();
    for (Declared input : declared) {
      boolean batched = mayBatch.test(input) && input.type().dim(0) == batch;
      Value value = importer.emitter().input(input.name(), input.type(), batched);
      frame.scope().bind(input.name(), value);
      inputs.add(value);
    }
    return inputs;
  }

  /** A file that leaves some leading dimension open means what it says of the others. */
  private static Predicate<Declared> mayBatch(List<Declared> inputs) {
    boolean open = inputs.stream().anyMatch(Declared::symbolic);
    return open ? Declared::symbolic : input -> input.type().rank() >= 2;
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
    DeclaredShape said =
        new DeclaredShape(input.getName(), type.getTensorType().getShape().getDimList());
    List<Long> sizes =
        shaped ? said.sizes(given) : given.get().stream().map(Integer::longValue).toList();
    TensorType found = new TensorType(elementType, TensorReader.shape(sizes));
    return new Declared(input.getName(), found, said.hasOpenBatch());
  }

  private static String kind(TypeProto type) {
    return type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET
        ? "unknown (the file does not say)"
        : type.getValueCase().name().replace("_TYPE", "").toLowerCase(Locale.ROOT);
  }
}
