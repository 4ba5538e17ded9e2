package io.repqc.tests.random;

import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Op;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A small network in integers, inputs for it, and what it computes of each: the same for the same
 * seed. All that runs such networks is held to these bytes.
 */
public record RandomNetwork(
    long seed, Model model, List<Map<String, Tensor>> inputs, List<Map<String, Tensor>> expected) {
  /** One of so many networks goes through the compiler's passes as users' networks do. */
  private static final int COMPILED = 3;

  public static RandomNetwork of(long seed) {
    boolean isCompiled = seed % COMPILED == 0;
    Model model = isCompiled ? FloatGrowth.of(seed / COMPILED) : IntegerGrowth.of(seed);
    List<Map<String, Tensor>> inputs = inputs(model.graph(), seed);
    Interpreter interpreter = new Interpreter(model, new FastEvaluation());
    return new RandomNetwork(seed, model, inputs, inputs.stream().map(interpreter::run).toList());
  }

  /** Inputs for a network in integers: two at random, then all least and all largest numbers. */
  public static List<Map<String, Tensor>> inputs(Graph graph, long seed) {
    return RandomInputs.of(graph, new Chance(~seed));
  }

  /** The kinds of ops that it computes with. */
  public Set<Class<? extends Op>> ops() {
    return model.graph().values().stream()
        .map(value -> value.op().getClass())
        .collect(Collectors.toSet());
  }
}
