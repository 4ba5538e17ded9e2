package io.repqc.ir.text;

import io.repqc.ir.Graph;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Family;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.OpSchema.Component;
import io.repqc.ir.op.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints a model as text, one value a line: what is given, then what is computed, then the outputs.
 * Everything but the layout follows from the records of the ops.
 */
public final class IrPrinter {
  /** The ops that stand for what is given; all others are computed. */
  public static final List<Class<? extends Op>> DECLARED =
      List.of(Input.class, Parameter.class, Constant.class);

  private final Map<String, Tensor> parameters;
  private final StringBuilder text = new StringBuilder();

  private IrPrinter(Map<String, Tensor> parameters) {
    this.parameters = parameters;
  }

  /** The text of {@code model}; big tensors stand in it by digest, see {@link #data}. */
  public static String print(Model model) {
    return new IrPrinter(model.parameters()).text(model.graph());
  }

  /** The text of a graph alone: its parameters have no numbers. */
  public static String print(Graph graph) {
    return new IrPrinter(Map.of()).text(graph);
  }

  /** A type with all that it says, such as {@code u8[2,3] quantized(scales=[0.5], ...)}. */
  public static String print(TensorType type) {
    String text = TensorText.header(type);
    return type.quantization().isPresent()
        ? text
            + " quantized("
            + String.join(", ", attributes(OpSchema.values(type.quantization())))
            + ")"
        : text;
  }

  /** The op of a value as the text writes it, such as {@code add(%a, %b)}. */
  public static String print(Op op) {
    List<String> arguments = new ArrayList<>();
    Map<Component, Object> components = OpSchema.values(op);
    components.forEach(
        (component, value) -> {
          if (component.isOperand()) {
            arguments.add(operand(value));
          }
        });
    arguments.addAll(attributes(components));
    return OpSchema.mnemonic(op) + "(" + String.join(", ", arguments) + ")";
  }

  /** The tensors that the text of {@code model} names by digest, in the order of the text. */
  public static Map<String, Tensor> data(Model model) {
    Map<String, Tensor> data = new LinkedHashMap<>();
    for (Class<? extends Op> kind : DECLARED) {
      for (Value value : model.graph().select(value -> kind.isInstance(value.op()))) {
        new IrPrinter(model.parameters())
            .numbers(value)
            .filter(TensorText::isData)
            .ifPresent(tensor -> data.put(TensorText.digest(tensor), tensor));
      }
    }
    return data;
  }

  private String text(Graph graph) {
    text.append("network ").append(Names.quote(graph.name())).append('\n');
    for (Class<? extends Op> kind : DECLARED) {
      paragraph(
          graph.select(value -> kind.isInstance(value.op())).stream()
              .map(this::declaration)
              .toList());
    }
    paragraph(
        graph.select(value -> !DECLARED.contains(value.op().getClass())).stream()
            .map(IrPrinter::definition)
            .toList());
    paragraph(graph.outputs().stream().map(IrPrinter::output).toList());
    return text.toString();
  }

  private void paragraph(List<List<String>> rows) {
    if (!rows.isEmpty()) {
      Columns columns = new Columns();
      rows.forEach(columns::add);
      text.append('\n');
      columns.appendTo(text);
    }
  }

  private List<String> declaration(Value value) {
    List<String> type = new ArrayList<>(List.of(": " + print(value.type())));
    OpSchema.values(value.op())
        .forEach(
            (component, attribute) -> {
              if (attribute.equals(true)) {
                type.add(component.mnemonic());
              }
            });
    return List.of(
        OpSchema.mnemonic(value.op()) + " " + Names.reference(value.name()),
        String.join(" ", type),
        numbers(value).map(tensor -> "= " + TensorText.of(tensor)).orElse(""));
  }

  private Optional<Tensor> numbers(Value value) {
    return value.op() instanceof Constant constant
        ? Optional.of(constant.tensor())
        : value.op() instanceof Parameter
            ? Optional.ofNullable(parameters.get(value.name()))
            : Optional.empty();
  }

  /** What the integers of a computed value stand for follows from its op. */
  private static List<String> definition(Value value) {
    return List.of(Names.reference(value.name()), ": " + value.type(), "= " + print(value.op()));
  }

  private static List<String> output(Output output) {
    String value = "output " + Names.reference(output.value().name());
    return output.name().equals(output.value().name())
        ? List.of(value)
        : List.of(value, "as " + Names.quote(output.name()));
  }

  private static String operand(Object operand) {
    return operand instanceof Value value
        ? Names.reference(value.name())
        : ((List<?>) operand)
            .stream().map(IrPrinter::operand).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Those that are not the zero of their type; a flag by its name alone. */
  private static List<String> attributes(Map<Component, Object> components) {
    List<String> attributes = new ArrayList<>();
    components.forEach(
        (component, value) -> {
          if (component.isOperand() || value instanceof Family || isZero(value)) {
            return;
          }
          String name = component.mnemonic();
          attributes.add(value.equals(true) ? name : name + "=" + attribute(value));
        });
    return attributes;
  }

  /** A negative zero is another number than the zero that the text may leave out. */
  private static boolean isZero(Object value) {
    return value.equals(0)
        || value.equals(0L)
        || value.equals(0.0)
        || value.equals(false)
        || value.equals(List.of());
  }

  private static String attribute(Object value) {
    if (value instanceof Double number) {
      return Decimal.of(number);
    }
    if (value instanceof Float number) {
      return Decimal.of(number);
    }
    if (value instanceof Enum<?> member) {
      return member.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(IrPrinter::attribute).collect(Collectors.joining(",", "[", "]"));
    }
    IrException.check(
        value instanceof Integer || value instanceof Long, "no text for %s", value.getClass());
    return value.toString();
  }
}
