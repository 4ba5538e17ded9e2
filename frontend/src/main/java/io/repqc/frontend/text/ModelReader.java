package io.repqc.frontend.text;

import io.repqc.frontend.text.IrParser.DeclarationContext;
import io.repqc.frontend.text.IrParser.DefinitionContext;
import io.repqc.frontend.text.IrParser.NetworkContext;
import io.repqc.frontend.text.IrParser.OutputContext;
import io.repqc.ir.Graph;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.Verifier;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.OpSchema.Component;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.text.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Builds the model, statement by statement. */
final class ModelReader extends IrBaseVisitor<Void> {
  private final Problems problems;
  private final Quoted quoted;
  private final TypeReader types;
  private final OpReader ops;
  private final InitializerReader initializers;
  private final boolean needsNumbers;

  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private final List<Value> inputs = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final Set<String> outputNames = new HashSet<>();
  private final Map<String, Tensor> numbers = new HashMap<>();
  private String network;

  /** A graph alone, not {@code needsNumbers}, has parameters without initializers. */
  ModelReader(String network, Problems problems, Map<String, Tensor> data, boolean needsNumbers) {
    this.network = network;
    this.problems = problems;
    this.quoted = new Quoted(problems);
    this.types = new TypeReader(problems);
    this.ops = new OpReader(problems, this::value);
    this.initializers = new InitializerReader(problems, data);
    this.needsNumbers = needsNumbers;
  }

  /** What was read. */
  Example finish() {
    Graph graph = new Graph(network, inputs, outputs);
    Verifier.verify(graph);
    return new Example(new Model(graph, numbersOf(graph.parameters())), numbersOf(graph.inputs()));
  }

  /** The value that {@code name} should have had is missed silently. */
  void giveUp(Token name) {
    broken.add(name.getText());
  }

  @Override
  public Void visitNetwork(NetworkContext context) {
    network = quoted.text(context.STRING().getSymbol());
    return null;
  }

  @Override
  public Void visitDeclaration(DeclarationContext context) {
    Token name = context.NAME().getSymbol();
    TensorType type = types.read(context.type());
    Tensor tensor =
        context.initializer() == null ? null : initializers.read(type, context.initializer());
    Class<? extends Op> kind = OpNames.DECLARED.get(context.kind.getText()).type();
    if (tensor == null && (kind == Constant.class || kind == Parameter.class && needsNumbers)) {
      throw problems.at(name, "%s: found no numbers, expected = and what they are", name.getText());
    }
    List<String> flags = flags(kind, context.WORD());
    Value value = build(name, context.kind, () -> declared(kind, type, tensor, flags));
    define(name, value);
    if (tensor != null) {
      numbers.put(value.name(), tensor);
    }
    if (value.op() instanceof Input) {
      inputs.add(value);
    }
    return null;
  }

  @Override
  public Void visitDefinition(DefinitionContext context) {
    Token name = context.NAME().getSymbol();
    Value value = build(name, context.WORD().getSymbol(), () -> ops.read(context));
    if (context.type() != null && !agrees(types.read(context.type()), value.type())) {
      throw problems.at(
          context.type().start,
          "%s: found the declared type %s, expected %s, which its op gives",
          name.getText(),
          types.read(context.type()),
          value.type());
    }
    define(name, value);
    return null;
  }

  /** What the integers of a computed value stand for need not be written. */
  private static boolean agrees(TensorType declared, TensorType computed) {
    return declared.equals(computed)
        || declared.equals(new TensorType(computed.elementType(), computed.shape()));
  }

  @Override
  public Void visitOutput(OutputContext context) {
    Value value = value(context.NAME().getSymbol());
    String name =
        context.STRING() == null ? value.name() : quoted.text(context.STRING().getSymbol());
    if (!outputNames.add(name)) {
      throw problems.at(context.start, "found a second output \"%s\", expected another name", name);
    }
    outputs.add(new Output(name, value));
    return null;
  }

  private static Op declared(
      Class<? extends Op> kind, TensorType type, Tensor tensor, List<String> flags) {
    return OpSchema.create(
        kind,
        component ->
            component.type() == TensorType.class
                ? type
                : component.type() == Tensor.class ? tensor : flags.contains(component.mnemonic()));
  }

  private List<String> flags(Class<? extends Op> kind, List<TerminalNode> words) {
    List<String> known =
        OpSchema.components(kind).stream()
            .filter(component -> component.type() == boolean.class)
            .map(Component::mnemonic)
            .toList();
    for (TerminalNode word : words) {
      if (!known.contains(word.getText())) {
        throw problems.at(
            word.getSymbol(),
            "found \"%s\", expected %s or an =",
            word.getText(),
            String.join(" or ", known));
      }
    }
    return words.stream().map(TerminalNode::getText).toList();
  }

  private Value build(Token name, Token place, Supplier<Op> op) {
    try {
      return Value.of(quoted.name(name), op.get());
    } catch (IrException | ArithmeticException e) {
      throw problems.at(place, "%s: %s", name.getText(), e.getMessage());
    }
  }

  private void define(Token token, Value value) {
    Integer line = lines.putIfAbsent(value.name(), token.getLine());
    if (line != null) {
      throw problems.at(
          token,
          "found a second %s, expected another name: the first is in line %d",
          token.getText(),
          line);
    }
    values.put(value.name(), value);
  }

  private Value value(Token token) {
    String name = quoted.name(token);
    if (broken.contains(token.getText()) && !values.containsKey(name)) {
      throw new ModelException(List.of());
    }
    Value value = values.get(name);
    if (value == null) {
      throw problems.at(
          token,
          "found %s, expected a value that is defined above%s",
          token.getText(),
          NearNames.nearest(name, values.keySet())
              .map(near -> "; did you mean " + Names.reference(near) + "?")
              .orElse(""));
    }
    return value;
  }

  private Map<String, Tensor> numbersOf(List<Value> owners) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    owners.stream()
        .map(Value::name)
        .filter(numbers::containsKey)
        .forEach(name -> own.put(name, numbers.get(name)));
    return own;
  }
}
