package io.repqc.tune.engine;

import io.repqc.ir.Tensor;
import java.util.Map;
import java.util.Optional;

/** A graph with the numbers of its parameters inside an engine. */
public interface Session extends AutoCloseable {

  /** Puts other numbers in the place of parameters', by name. */
  void update(Map<String, Tensor> numbers);

  /** The outputs by name, every quantizer rounding. */
  Map<String, Tensor> run(Map<String, Tensor> inputs);

  /**
   * Runs the graph with every quantizer as its rule says, and differentiates its output {@code
   * loss}, a single number. {@code seed} settles what is random.
   */
  Step step(Map<String, Tensor> inputs, String loss, long seed);

  /** As {@link #step}, without derivatives; for statistics. */
  Map<String, Tensor> statistics(Map<String, Tensor> inputs);

  /** The first value of a step that holds a number that is not finite. */
  Optional<String> firstNonFinite(Map<String, Tensor> inputs, long seed);

  @Override
  void close();
}
