package io.repqc.frontend.text;

import io.repqc.frontend.text.IrParser.AttributeContext;
import io.repqc.frontend.text.IrParser.ValueContext;
import io.repqc.ir.IrException;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.OpSchema.Component;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Attributes by the record that holds them; one that is left out is the zero of its type. */
final class AttributeReader {
  private static final Map<Class<?>, Object> ZEROS =
      Map.of(int.class, 0, long.class, 0L, double.class, 0.0, float.class, 0f);

  private final Problems problems;
  private final NumberReader numbers;

  AttributeReader(Problems problems) {
    this.problems = problems;
    this.numbers = new NumberReader(problems);
  }

  /**
   * How to fill the components of {@code record} from {@code attributes}; {@code what} stands at
   * {@code place} and has them.
   */
  Function<Component, Object> reader(
      Class<?> record, String what, Token place, List<AttributeContext> attributes) {
    List<String> known =
        OpSchema.components(record).stream()
            .filter(component -> !component.isOperand() && !component.isFamily())
            .map(Component::mnemonic)
            .toList();
    Map<String, AttributeContext> byName = new LinkedHashMap<>();
    for (AttributeContext attribute : attributes) {
      String name = attribute.word().getText();
      if (!known.contains(name)) {
        throw problems.at(
            attribute.start,
            "%s: found the attribute \"%s\", expected %s",
            what,
            name,
            oneOf(known));
      }
      if (byName.put(name, attribute) != null) {
        throw problems.at(attribute.start, "%s: found %s twice, expected it once", what, name);
      }
    }
    return component -> read(component, byName.get(component.mnemonic()), what, place);
  }

  private Object read(Component component, AttributeContext attribute, String what, Token place) {
    if (component.type() == boolean.class) {
      return flag(attribute);
    }
    if (component.type() instanceof ParameterizedType list) {
      return list((Class<?>) list.getActualTypeArguments()[0], attribute);
    }
    Class<?> type = (Class<?>) component.type();
    if (type.isEnum()) {
      return member(component, type, attribute, what, place);
    }
    return attribute == null ? ZEROS.get(type) : number(type, number(attribute));
  }

  private boolean flag(AttributeContext attribute) {
    if (attribute != null && attribute.value() != null) {
      throw problems.at(
          attribute.value().start,
          "found %s, expected the word %s alone, or nothing",
          attribute.getText(),
          attribute.word().getText());
    }
    return attribute != null;
  }

  private List<Object> list(Class<?> elements, AttributeContext attribute) {
    List<Object> list = new ArrayList<>();
    if (attribute != null) {
      ValueContext value = value(attribute, "a list of numbers");
      if (value.list == null) {
        throw wrongValue(attribute, "a list of numbers");
      }
      for (TerminalNode number : value.NUMBER()) {
        list.add(number(elements, number.getSymbol()));
      }
    }
    return list;
  }

  private Object member(
      Component component, Class<?> type, AttributeContext attribute, String what, Token place) {
    Map<String, Object> members =
        Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toMap(
                    member -> ((Enum<?>) member).name().toLowerCase(Locale.ROOT),
                    member -> member,
                    (a, b) -> a,
                    LinkedHashMap::new));
    String expected = oneOf(members.keySet());
    if (attribute == null) {
      throw problems.at(
          place, "%s: found no %s, expected %s", what, component.mnemonic(), expected);
    }
    Object member = members.get(value(attribute, expected).getText());
    if (member == null) {
      throw wrongValue(attribute, expected);
    }
    return member;
  }

  private Token number(AttributeContext attribute) {
    ValueContext value = value(attribute, "a number");
    if (value.list != null || value.NUMBER().isEmpty()) {
      throw wrongValue(attribute, "a number");
    }
    return value.start;
  }

  private Object number(Class<?> type, Token token) {
    if (type == int.class || type == Integer.class) {
      return numbers.int32(token);
    }
    if (type == long.class) {
      return numbers.int64(token);
    }
    if (type == double.class || type == Double.class) {
      return numbers.float64(token);
    }
    IrException.check(type == float.class || type == Float.class, "no text for %s", type);
    return numbers.float32(token);
  }

  private ValueContext value(AttributeContext attribute, String expected) {
    if (attribute.value() == null) {
      throw wrongValue(attribute, expected);
    }
    return attribute.value();
  }

  private RuntimeException wrongValue(AttributeContext attribute, String expected) {
    return problems.at(
        attribute.start,
        "found %s, expected %s=%s",
        attribute.getText(),
        attribute.word().getText(),
        expected);
  }

  private static String oneOf(Collection<String> words) {
    return words.isEmpty() ? "none" : String.join(" or ", words);
  }
}
