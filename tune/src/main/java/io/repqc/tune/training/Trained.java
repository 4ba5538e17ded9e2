package io.repqc.tune.training;

import io.repqc.compiler.tune.Epoch;
import io.repqc.ir.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What training came to.
 *
 * @param numbers of all parameters of the network, by name: those of the best epoch, settled, and
 *     then with the statistics of the whole training set
 * @param best the number of that epoch: the last where nothing is held out
 */
public record Trained(Map<String, Tensor> numbers, List<Epoch> history, int best) {
  public Trained {
    history = List.copyOf(history);
  }
}
