package io.repqc.frontend.text;

import io.repqc.frontend.text.IrParser.ArgumentContext;
import io.repqc.frontend.text.IrParser.AttributeContext;
import io.repqc.frontend.text.IrParser.DefinitionContext;
import io.repqc.frontend.text.IrParser.NamedContext;
import io.repqc.frontend.text.IrParser.OperandContext;
import io.repqc.frontend.text.IrParser.OperandsContext;
import io.repqc.frontend.text.OpNames.OpName;
import io.repqc.ir.Value;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.OpSchema.Component;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;

/** What stands behind the {@code =} of a computed value: an op on operands, with attributes. */
final class OpReader {
  private final Problems problems;
  private final AttributeReader attributes;
  private final Function<Token, Value> values;

  OpReader(Problems problems, Function<Token, Value> values) {
    this.problems = problems;
    this.attributes = new AttributeReader(problems);
    this.values = values;
  }

  Op read(DefinitionContext context) {
    Token word = context.WORD().getSymbol();
    OpName name = find(word);
    Map<Component, Object> operands = operands(name.type(), word, context.argument());
    Function<Component, Object> others =
        attributes.reader(name.type(), word.getText(), word, named(context.argument()));
    return OpSchema.create(
        name.type(),
        component ->
            component.isFamily()
                ? name.member()
                : component.isOperand() ? operands.get(component) : others.apply(component));
  }

  private OpName find(Token word) {
    OpName name = OpNames.COMPUTED.get(word.getText());
    if (name == null) {
      throw problems.at(
          word,
          "found the op \"%s\", expected %s",
          word.getText(),
          NearNames.nearest(word.getText(), OpNames.COMPUTED.keySet())
              .map(near -> "one there is; did you mean " + near + "?")
              .orElse("one of " + String.join(", ", OpNames.COMPUTED.keySet())));
    }
    return name;
  }

  /** By position. */
  private Map<Component, Object> operands(
      Class<? extends Op> type, Token word, List<ArgumentContext> arguments) {
    List<Component> expected =
        OpSchema.components(type).stream().filter(Component::isOperand).toList();
    List<ArgumentContext> found =
        arguments.stream().filter(argument -> !(argument instanceof NamedContext)).toList();
    if (found.size() != expected.size()) {
      throw problems.at(
          word,
          "%s: found %d operands, expected %d: %s",
          word.getText(),
          found.size(),
          expected.size(),
          expected.stream().map(Component::mnemonic).collect(Collectors.joining(", ")));
    }
    Map<Component, Object> operands = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      operands.put(expected.get(i), operand(expected.get(i), found.get(i)));
    }
    return operands;
  }

  private Object operand(Component component, ArgumentContext argument) {
    if (argument instanceof OperandContext one && !component.isListOf(Value.class)) {
      return values.apply(one.NAME().getSymbol());
    }
    if (argument instanceof OperandsContext list && component.isListOf(Value.class)) {
      return list.NAME().stream().map(name -> values.apply(name.getSymbol())).toList();
    }
    throw problems.at(
        argument.start,
        "found %s, expected %s: %s",
        argument.getText(),
        component.isListOf(Value.class) ? "operands in brackets" : "one operand",
        component.mnemonic());
  }

  private static List<AttributeContext> named(List<ArgumentContext> arguments) {
    return arguments.stream()
        .filter(NamedContext.class::isInstance)
        .map(argument -> ((NamedContext) argument).attribute())
        .toList();
  }
}
