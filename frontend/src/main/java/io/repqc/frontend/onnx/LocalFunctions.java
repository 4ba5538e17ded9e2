package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that a file defines for itself. A call is replaced by the nodes of the function.
 */
final class LocalFunctions {
  private static final int DEEPEST_CALL = 64;
  private static final int MOST_NODES = 1 << 17;

  private final Map<String, FunctionProto> byName = new LinkedHashMap<>();
  private int nodes;

  LocalFunctions(List<FunctionProto> functions, Problems problems) {
    for (FunctionProto function : functions) {
      String name = key(function.getDomain(), function.getName());
      if (byName.put(name, function) != null) {
        problems.add("function %s is defined twice", Problems.quote(name));
      }
    }
  }

  boolean has(NodeProto node) {
    return byName.containsKey(key(node.getDomain(), node.getOpType()));
  }

  List<Value> call(
      GraphImporter importer, Frame caller, NodeProto node, List<Optional<Value>> inputs) {
    String name = key(node.getDomain(), node.getOpType());
    FunctionProto function = byName.get(name);
    check(caller, name, function, node);
    Frame frame = enter(caller, name, function, node);
    function.getInputList().forEach(frame.scope()::omit);
    for (int i = 0; i < inputs.size(); i++) {
      String input = function.getInput(i);
      inputs.get(i).ifPresent(value -> frame.scope().bind(input, value));
    }
    List<String> outputs = function.getOutputList().subList(0, node.getOutputCount());
    return GraphImporter.complete(importer.importNodes(frame, function.getNodeList(), outputs));
  }

  private void check(Frame caller, String name, FunctionProto function, NodeProto node) {
    ModelException.check(
        !caller.calls().contains(name),
        "function %s calls itself, by way of %s",
        Problems.quote(name),
        caller.calls());
    ModelException.check(
        caller.calls().size() < DEEPEST_CALL,
        "function calls are nested too deep; the limit is %d levels",
        DEEPEST_CALL);
    nodes += function.getNodeCount();
    ModelException.check(
        nodes <= MOST_NODES,
        "function calls expand to too many nodes; the limit is %d",
        MOST_NODES);
    ModelException.check(
        node.getInputCount() <= function.getInputCount(),
        "%d inputs, but function %s takes %d",
        node.getInputCount(),
        Problems.quote(name),
        function.getInputCount());
    ModelException.check(
        node.getOutputCount() <= function.getOutputCount(),
        "%d outputs, but function %s has %d",
        node.getOutputCount(),
        Problems.quote(name),
        function.getOutputCount());
  }

  private static Frame enter(Frame caller, String name, FunctionProto function, NodeProto node) {
    Map<String, AttributeProto> attributes = new HashMap<>();
    function.getAttributeProtoList().forEach(each -> attributes.put(each.getName(), each));
    attributes.putAll(OnnxAttributes.of(node.getAttributeList(), caller.attributes()).byName());
    Map<String, Integer> opsets = new HashMap<>(caller.opsets());
    function
        .getOpsetImportList()
        .forEach(each -> opsets.put(NodeNames.domain(each.getDomain()), (int) each.getVersion()));
    List<String> calls = new ArrayList<>(caller.calls());
    calls.add(name);
    return new Frame(
        new Scope(Optional.empty()),
        opsets,
        attributes,
        calls,
        caller.prefix() + NodeNames.main(node) + "/",
        NodeNames.describe(caller, node) + ": ");
  }

  private static String key(String domain, String name) {
    return NodeNames.domain(domain) + "." + name;
  }
}
