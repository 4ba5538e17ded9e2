package io.repqc.tune.training;

import io.repqc.compiler.tune.Epoch;
import io.repqc.ir.Tensor;
import java.util.List;
import java.util.Map;

/**
 * All that a run needs to go on as if it had never stopped.
 *
 * @param task what the run is of, see {@link Fingerprint}
 * @param steps how many are done
 * @param loss the sum over those of the unfinished epoch
 * @param numbers of what is trained and of running statistics, by name
 * @param best the numbers after the best epoch, and which that was, 0 if none is over
 * @param memory what the optimizers remember
 */
record Checkpoint(
    Map<String, String> task,
    long steps,
    double loss,
    List<Epoch> history,
    Map<String, Tensor> numbers,
    int bestEpoch,
    Map<String, Tensor> best,
    Map<String, Tensor> memory) {}
