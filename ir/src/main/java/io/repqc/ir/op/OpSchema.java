package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The generic view of an op, read from its record header: operands by name, attributes, copying.
 */
public final class OpSchema {

  /** A component of an op's record; those of nested {@link Attributes} count as the op's own. */
  public record Component(String name, Type type) {
    /** Whether this is one operand or a list of them. */
    public boolean isOperand() {
      return type == Value.class || isListOf(Value.class);
    }

    /** How the text writes the name: {@code blockSize} as {@code block_size}. */
    public String mnemonic() {
      return OpSchema.mnemonic(name);
    }

    /** Whether this says which member of a family the op is. */
    public boolean isFamily() {
      return type instanceof Class<?> c && Family.class.isAssignableFrom(c);
    }

    public boolean isListOf(Class<?> element) {
      return type instanceof ParameterizedType list
          && list.getRawType() == List.class
          && list.getActualTypeArguments()[0] == element;
    }
  }

  private static final ClassValue<RecordComponent[]> HEADERS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private OpSchema() {}

  /** Every op there is, from the {@code permits} clause: the list that completeness checks walk. */
  public static List<Class<? extends Op>> all() {
    return Arrays.stream(Op.class.getPermittedSubclasses())
        .<Class<? extends Op>>map(type -> type.asSubclass(Op.class))
        .toList();
  }

  /**
   * {@code DepthToSpace} is written {@code depth_to_space}, a member of a family as the member
   * says.
   */
  public static String mnemonic(Op op) {
    return attributes(op).values().stream()
        .filter(Family.class::isInstance)
        .map(member -> ((Family) member).mnemonic())
        .findFirst()
        .orElse(mnemonic(op.getClass()));
  }

  public static String mnemonic(Class<? extends Op> type) {
    return mnemonic(type.getSimpleName());
  }

  private static String mnemonic(String name) {
    StringBuilder words = new StringBuilder();
    for (char letter : name.toCharArray()) {
      words.append(Character.isUpperCase(letter) && !words.isEmpty() ? "_" : "");
      words.append(Character.toLowerCase(letter));
    }
    return words.toString();
  }

  /** All components of the op's record, nested ones in place. */
  public static List<Component> components(Class<?> type) {
    List<Component> components = new ArrayList<>();
    for (RecordComponent component : HEADERS.get(type)) {
      if (isNested(component)) {
        components.addAll(components(component.getType()));
      } else {
        components.add(new Component(component.getName(), component.getGenericType()));
      }
    }
    return components;
  }

  /** The operands in the order of the record, those of a list one by one. */
  public static List<Value> operands(Op op) {
    List<Value> operands = new ArrayList<>();
    for (RecordComponent component : HEADERS.get(op.getClass())) {
      if (component.getType() == Value.class) {
        operands.add((Value) read(op, component));
      } else if (component.getType() == List.class && read(op, component) instanceof List<?> list) {
        list.stream().filter(Value.class::isInstance).forEach(v -> operands.add((Value) v));
      }
    }
    return operands;
  }

  /** What is no operand, by name, nested ones in place. */
  public static Map<String, Object> attributes(Op op) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    values(op)
        .forEach(
            (component, value) -> {
              if (!component.isOperand()) {
                attributes.put(component.name(), value);
              }
            });
    return attributes;
  }

  /** All components with their values, nested ones in place. */
  public static Map<Component, Object> values(Object record) {
    Map<Component, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : HEADERS.get(record.getClass())) {
      Object value = read(record, component);
      if (isNested(component)) {
        values.putAll(values(value));
      } else {
        values.put(new Component(component.getName(), component.getGenericType()), value);
      }
    }
    return values;
  }

  /** An op of {@code type} whose components are what {@code value} says. */
  public static <T> T create(Class<T> type, Function<Component, Object> value) {
    RecordComponent[] header = HEADERS.get(type);
    Object[] arguments = new Object[header.length];
    for (int i = 0; i < header.length; i++) {
      arguments[i] =
          isNested(header[i])
              ? create(header[i].getType(), value)
              : value.apply(new Component(header[i].getName(), header[i].getGenericType()));
    }
    return construct(type, header, arguments);
  }

  /** The same op on other operands; {@code op} itself when none changed. */
  public static Op mapOperands(Op op, UnaryOperator<Value> mapping) {
    return map(
        op,
        component ->
            component instanceof Value value
                ? mapping.apply(value)
                : component instanceof List<?> list ? mapList(list, mapping) : component);
  }

  /** The same op with other element types among its attributes; operands are kept. */
  public static Op mapTypes(Op op, UnaryOperator<ElementType> mapping) {
    return map(
        op,
        component ->
            component instanceof ElementType type
                ? mapping.apply(type)
                : component instanceof TensorType type
                        && type.elementType() != mapping.apply(type.elementType())
                    ? type.with(mapping.apply(type.elementType()))
                    : component);
  }

  private static Object mapList(List<?> list, UnaryOperator<Value> mapping) {
    List<Object> mapped = new ArrayList<>();
    list.forEach(item -> mapped.add(item instanceof Value value ? mapping.apply(value) : item));
    for (int i = 0; i < list.size(); i++) {
      if (mapped.get(i) != list.get(i)) {
        return mapped;
      }
    }
    return list;
  }

  private static Op map(Op op, UnaryOperator<Object> mapping) {
    RecordComponent[] header = HEADERS.get(op.getClass());
    Object[] arguments = new Object[header.length];
    boolean changed = false;
    for (int i = 0; i < header.length; i++) {
      Object old = read(op, header[i]);
      arguments[i] = mapping.apply(old);
      changed |= arguments[i] != old;
    }
    return changed ? construct(op.getClass(), header, arguments) : op;
  }

  private static boolean isNested(RecordComponent component) {
    return Attributes.class.isAssignableFrom(component.getType());
  }

  private static Object read(Object record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot read " + component + " of " + record.getClass(), e);
    }
  }

  private static <T> T construct(Class<T> type, RecordComponent[] header, Object[] arguments) {
    Class<?>[] types = Arrays.stream(header).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new LinkageError("cannot construct " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot construct " + type, e);
    }
  }
}
