package io.repqc.codegen.lower;

import io.repqc.codegen.Buffer;
import io.repqc.codegen.Elements;
import io.repqc.codegen.Place;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.codegen.Step;
import io.repqc.codegen.Target;
import io.repqc.codegen.plan.Arena;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lowers a network in integers to a program for a target. */
public final class Lowering {
  private final Graph graph;
  private final Uses uses;
  private final Target target;
  private final boolean channelsLast;
  private final List<Layer> layers;
  private final Layouts layouts;
  private final Code code;
  private final Identifiers names = new Identifiers();
  private final Map<Layer, Kernel> kernels = new IdentityHashMap<>();
  private final Map<Value, Border> borders = new IdentityHashMap<>();
  private final Map<Value, Integer> lastReaders = new IdentityHashMap<>();
  private final Map<Value, Port> results = new IdentityHashMap<>();
  private final Set<Place> shared = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Step> steps = new ArrayList<>();

  private Lowering(Model model, Constants constants, Target target, boolean channelsLast) {
    this.graph = model.graph();
    this.uses = graph.uses();
    this.target = target;
    this.channelsLast = channelsLast;
    this.layers = Layers.of(graph, constants::of);
    this.layouts = new Layouts(layers, target.channelsLast());
    this.code = new Code(target, Legality.convention(model), constants::of, names);
  }

  /**
   * The program, which others see under {@code name}.
   *
   * @param channelsLast whether the caller's images have their channels last, too
   */
  public static Program of(Model model, Target target, String name, boolean channelsLast) {
    Constants constants = new Constants(model);
    Legality.check(model, constants);
    return new Lowering(model, constants, target, channelsLast).program(name);
  }

  private Program program(String name) {
    List<Port> inputs = graph.inputs().stream().map(x -> port(x.name(), x, false)).toList();
    List<Port> outputs =
        graph.outputs().stream().map(y -> port(y.name(), y.value(), true)).toList();
    outputs.forEach(port -> results.put(port.value(), port));
    for (int i = 0; i < layers.size(); i++) {
      chooseKernel(layers.get(i), i);
    }
    graph.outputs().forEach(output -> lastReaders.put(output.value(), layers.size()));
    inputs.forEach(this::lowerInput);
    for (int i = 0; i < layers.size(); i++) {
      lower(layers.get(i), i);
    }
    for (int i = 0; i < outputs.size(); i++) {
      lowerOutput(graph.outputs().get(i), outputs.get(i));
    }
    Map<Buffer, Long> offsets = new IdentityHashMap<>();
    Arena arena = Lifetimes.plan(steps, Program.ALIGNMENT, offsets);
    long halos = Lifetimes.halos(steps, Program.ALIGNMENT);
    return new Program(
        name,
        target,
        code.convention(),
        inputs,
        outputs,
        code.constants(),
        steps,
        offsets,
        arena,
        halos);
  }

  private Port port(String portName, Value value, boolean isOutput) {
    List<Integer> order = Layouts.order(value.type().rank(), channelsLast);
    return new Port(names.unique(portName), portName, value, isOutput, order);
  }

  private View view(Port port) {
    return new View(
        port,
        0,
        code.storage().elements(port.type()),
        port.type().shape(),
        View.dense(port.type().shape(), port.order()),
        0);
  }

  private void chooseKernel(Layer layer, int index) {
    Kernel kernel =
        target.kernels().stream()
            .filter(each -> each.fits(layer))
            .findFirst()
            .orElseGet(() -> PlainKernels.of(layer.op()));
    kernels.put(layer, kernel);
    layer.operands().forEach(operand -> lastReaders.put(operand, index));
    if (!layer.operands().isEmpty()) {
      borders.merge(layer.operands().get(0), kernel.border(layer), Border::union);
    }
  }

  private Border border(Value value) {
    return borders.getOrDefault(value, Border.NONE);
  }

  /** Floats are read where they are; integers too, if they lie as kernels want them. */
  private void lowerInput(Port port) {
    Value value = port.value();
    View outside = view(port);
    View inside = fresh(value);
    boolean isRead =
        outside.elements() == Elements.FLOAT
            || inside.liesLike(outside) && border(value).slack() == 0;
    code.place(value, isRead ? outside : inside);
    if (!isRead && value.shape().count() > 0) {
      code.next(port.name());
      fillBorder(value);
      Moves.copy(outside, inside, code);
      endStep(label(value), "input", 0);
    }
  }

  private void lower(Layer layer, int index) {
    code.next(names.unique(label(layer.result())));
    if (layer.result().shape().count() == 0) {
      code.place(layer.result(), fresh(layer.result()));
      return;
    }
    Optional<View> alias = alias(layer);
    if (alias.isPresent()) {
      shared.add(alias.get().place());
      code.place(layer.result(), alias.get());
      return;
    }
    code.place(layer.result(), place(layer, index));
    fillBorder(layer.result());
    kernels.get(layer).lower(layer, code);
    Product product = Product.of(layer);
    long multiplications = product == null ? 0 : product.multiplications();
    endStep(label(layer.result()), OpSchema.mnemonic(layer.op()), multiplications);
  }

  /** An operand's elements, if they lie as those of the result are to; floats may lie anyhow. */
  private Optional<View> alias(Layer layer) {
    Value result = layer.result();
    if (!border(result).equals(Border.NONE)) {
      return Optional.empty();
    }
    View own = fresh(result);
    return kernels
        .get(layer)
        .seen(layer, code)
        .filter(view -> view.elements() == Elements.FLOAT || view.stepsLike(own))
        .map(view -> view.stepsLike(own) ? view.with(own.shape(), own.strides()) : view);
  }

  /** The user's own name: quantizing has called integers after what they stand for. */
  private static String label(Value value) {
    return value.name().replaceFirst("\\.quantized$", "");
  }

  private void endStep(String value, String what, long multiplications) {
    steps.add(new Step(value, what, multiplications, code.next("")));
  }

  /** With the caller, in the place of an operand, or in a buffer of its own. */
  private View place(Layer layer, int index) {
    Value result = layer.result();
    View own = fresh(result);
    if (results.containsKey(result) && uses.count(result) == 1) {
      View outside = view(results.get(result));
      if (own.elements() == Elements.FLOAT || own.liesLike(outside)) {
        return outside;
      }
    }
    boolean inPlace = kernels.get(layer).worksInPlace(layer);
    return layer.operands().stream()
        .filter(operand -> inPlace && lastReaders.get(operand) == index)
        .map(code::view)
        .filter(view -> view.place() instanceof Buffer && !shared.contains(view.place()))
        .filter(view -> bytes(view) == bytes(own) && view.liesLike(own))
        .findFirst()
        .map(view -> own.in(view.place()))
        .orElse(own);
  }

  private static long bytes(View view) {
    return ((Buffer) view.place()).bytes();
  }

  private View fresh(Value value) {
    return Borders.view(value, layouts.of(value), border(value), code.storage());
  }

  private void fillBorder(Value value) {
    if (border(value).isFilled()) {
      Borders.fill(code.view(value), border(value), code.zero(value), code);
    }
  }

  private void lowerOutput(Output output, Port port) {
    View inside = code.view(output.value());
    if (inside.place() != port && inside.shape().count() > 0) {
      code.next(port.name());
      Moves.copy(inside, view(port), code);
      endStep(output.name(), "output", 0);
    }
  }
}
