package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.Verifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads an ONNX file into a verified model. */
public final class OnnxReader {
  private static final int OLDEST_OPSET = 6;
  private static final int NEWEST_OPSET = 25;
  private static final int OLDEST_IR = 3;
  private static final int NEWEST_IR = 13;

  private final ModelProto proto;
  private final ImportOptions options;
  private final Problems problems;
  private final GraphImporter importer;

  private OnnxReader(
      ModelProto proto, ImportOptions options, Problems problems, GraphImporter importer) {
    this.proto = proto;
    this.options = options;
    this.problems = problems;
    this.importer = importer;
  }

  /** Throws a {@link io.repqc.ir.ModelException} with all problems that were found. */
  public static Model read(Path file, ImportOptions options) {
    Problems problems = new Problems(String.valueOf(file.getFileName()));
    try {
      return read(file, options, problems);
    } catch (OutOfMemoryError e) {
      throw problems.fatal(
          "the model takes more memory than Java may use (%d MiB); raise -Xmx",
          Runtime.getRuntime().maxMemory() >> 20);
    }
  }

  private static Model read(Path file, ImportOptions options, Problems problems) {
    ModelProto proto = OnnxFile.parse(file, problems);
    LocalFunctions functions = new LocalFunctions(proto.getFunctionsList(), problems);
    Path folder = file.toAbsolutePath().getParent();
    TensorReader tensors = new TensorReader(new ExternalData(folder));
    Trainability trainability = new Trainability(options, problems);
    GraphImporter importer = new GraphImporter(problems, tensors, functions, trainability);
    Model model = new OnnxReader(proto, options, problems, importer).read();
    Verifier.verify(model);
    return model;
  }

  /** The inputs of the graph in a file that have no initializer, in its order. */
  public static List<String> inputNames(Path file) {
    Problems problems = new Problems(String.valueOf(file.getFileName()));
    GraphProto graph = OnnxFile.parse(file, problems).getGraph();
    Set<String> initializers =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    return graph.getInputList().stream()
        .map(ValueInfoProto::getName)
        .filter(name -> !initializers.contains(name))
        .toList();
  }

  /** The files beside a file that hold numbers of its graph, each once. */
  public static List<Path> dataFiles(Path file) {
    Problems problems = new Problems(String.valueOf(file.getFileName()));
    ExternalData data = new ExternalData(file.toAbsolutePath().getParent());
    return OnnxFile.parse(file, problems).getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
        .flatMap(tensor -> data.file(tensor.getExternalDataList()).stream())
        .distinct()
        .toList();
  }

  private Model read() {
    checkIrVersion();
    Map<String, Integer> opsets = opsets();
    problems.check();
    GraphProto graph = proto.getGraph();
    reserveNames(graph);
    Frame frame = new Frame(new Scope(Optional.empty()), opsets, Map.of(), List.of(), "", "");
    importer.bindInitializers(frame, graph);
    List<Value> inputs = new InputReader(importer, options, problems).read(frame, graph);
    List<Output> outputs = outputs(frame, graph);
    problems.check();
    Graph undecided = new Graph(graph.getName(), inputs, outputs);
    Graph decided = importer.trainability().decide(undecided, importer.emitter().parameters());
    problems.check();
    return model(decided);
  }

  private void checkIrVersion() {
    long version = proto.getIrVersion();
    if (version < OLDEST_IR || version > NEWEST_IR) {
      problems.add(
          "IR version %d is not supported; supported: %d to %d", version, OLDEST_IR, NEWEST_IR);
    }
  }

  private Map<String, Integer> opsets() {
    Map<String, Integer> opsets = new LinkedHashMap<>();
    for (OperatorSetIdProto each : proto.getOpsetImportList()) {
      String domain = NodeNames.domain(each.getDomain());
      long version = each.getVersion();
      if (domain.isEmpty() && (version < OLDEST_OPSET || version > NEWEST_OPSET)) {
        problems.add(
            "opset %d is not supported; supported: %d to %d; export the model with another opset",
            version, OLDEST_OPSET, NEWEST_OPSET);
      }
      opsets.put(domain, (int) version);
    }
    if (opsets.isEmpty()) {
      problems.add("the file names no opset (opset_import), so its operators have no meaning");
    }
    return opsets;
  }

  /** So that no value that we name ourselves takes a name of the user's. */
  private void reserveNames(GraphProto graph) {
    Emitter emitter = importer.emitter();
    graph.getInputList().forEach(input -> emitter.reserve(input.getName()));
    graph.getInitializerList().forEach(tensor -> emitter.reserve(tensor.getName()));
    graph.getNodeList().forEach(node -> node.getOutputList().forEach(emitter::reserve));
  }

  private List<Output> outputs(Frame frame, GraphProto graph) {
    if (graph.getOutputCount() == 0) {
      problems.add("the graph has no outputs");
    }
    List<String> names = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    Set<String> seen = new HashSet<>();
    names.stream()
        .filter(name -> !seen.add(name))
        .forEach(name -> problems.add("output %s is there twice", Problems.quote(name)));
    List<Optional<Value>> values = importer.importNodes(frame, graph.getNodeList(), names);
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      values.get(i).ifPresent(value -> outputs.add(new Output(name, value)));
    }
    return outputs;
  }

  private Model model(Graph graph) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach(
            value ->
                parameters.put(value.name(), importer.emitter().parameters().get(value.name())));
    return new Model(graph, parameters);
  }
}
