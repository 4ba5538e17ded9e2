package io.repqc.tune.engine;

import io.repqc.ir.Model;
import java.util.Map;
import java.util.Set;

/** A library of tensors that runs graphs and knows derivatives. */
public interface Engine {
  /**
   * A graph that is ready to run at its own batch size.
   *
   * @param trained the names of the parameters by which it is differentiated
   * @param rules how quantizers learn, by the name of their {@link io.repqc.ir.op.Quantize}; others
   *     round as they are
   */
  Session open(Model model, Set<String> trained, Map<String, RoundingRule> rules);
}
