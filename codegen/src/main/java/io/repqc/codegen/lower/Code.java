package io.repqc.codegen.lower;

import io.repqc.codegen.Buffer;
import io.repqc.codegen.Call;
import io.repqc.codegen.Constant;
import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Planes;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.Target;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What kernels write their calls to, and ask where tensors lie. */
public final class Code {
  private final Target target;
  private final Convention convention;
  private final Function<Value, Tensor> numbers;
  private final Storage storage;
  private final Identifiers names;
  private final Map<Value, View> views = new IdentityHashMap<>();
  private final List<Constant> constants = new ArrayList<>();
  private List<Call> calls = new ArrayList<>();
  private String layer = "";

  Code(Target target, Convention convention, Function<Value, Tensor> numbers, Identifiers names) {
    this.target = target;
    this.convention = convention;
    this.numbers = numbers;
    this.names = names;
    this.storage = new Storage(target.signedLevels());
  }

  public Target target() {
    return target;
  }

  public Convention convention() {
    return convention;
  }

  Storage storage() {
    return storage;
  }

  /** Where a tensor lies. One that does not depend on the inputs becomes a constant. */
  public View view(Value value) {
    return views.computeIfAbsent(value, this::constantView);
  }

  private View constantView(Value value) {
    TensorType type = value.type();
    Elements elements = storage.elements(type);
    Tensor tensor = numbers.apply(value);
    Object array =
        elements == Elements.FLOAT ? tensor.floats() : storage.pack(type, tensor.toInts());
    Constant constant = new Constant(names.unique(value.name()), elements, array);
    constants.add(constant);
    List<Integer> order = IntStream.range(0, type.rank()).boxed().toList();
    return new View(
        constant, 0, elements, type.shape(), View.dense(type.shape(), order), storage.flip(type));
  }

  void place(Value value, View view) {
    views.put(value, view);
  }

  /** The zero point of a tensor, as it is stored. */
  public int zero(Value value) {
    return storage.zero(value.type());
  }

  /** A level of a tensor, as it is stored. */
  public int stored(Value value, int level) {
    return level + storage.shift(value.type());
  }

  /** Numbers that the program carries along for this layer. */
  public Pointer constant(String role, Elements elements, Object array) {
    Constant constant = new Constant(names.unique(layer + "_" + role), elements, array);
    constants.add(constant);
    return new Pointer(constant, 0);
  }

  /** Memory that only this layer uses. */
  public Pointer scratch(String role, Elements elements, long count) {
    return new Pointer(new Buffer(layer + " " + role, elements, count * elements.bytes()), 0);
  }

  /** Arrays of floats that any layer may use. */
  public Pointer planes(int count, int length) {
    return new Pointer(new Planes(count, length), 0);
  }

  /** Calls a kernel in all variants of the program. */
  public void call(String kernel, Settings settings, Object... arguments) {
    call(EnumSet.copyOf(target.isas()), kernel, settings, arguments);
  }

  /** Calls a kernel in some variants of the program. */
  public void call(Set<Isa> isas, String kernel, Settings settings, Object... arguments) {
    calls.add(new Call(isas, kernel, settings, Arrays.asList(arguments)));
  }

  /** The calls since the last time, which were for the layer before; now comes another. */
  List<Call> next(String nextLayer) {
    List<Call> done = calls;
    calls = new ArrayList<>();
    layer = nextLayer;
    return done;
  }

  List<Constant> constants() {
    return constants;
  }
}
