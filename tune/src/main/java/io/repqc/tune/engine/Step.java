package io.repqc.tune.engine;

import io.repqc.ir.Tensor;
import java.util.Map;

/**
 * What one step of training found.
 *
 * @param gradients the derivative of the loss by each trained parameter, by name
 * @param statistics what each {@link io.repqc.ir.op.Statistic} was in the batch, by the name of its
 *     running parameter
 */
public record Step(double loss, Map<String, Tensor> gradients, Map<String, Tensor> statistics) {}
