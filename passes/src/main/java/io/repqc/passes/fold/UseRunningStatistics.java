package io.repqc.passes.fold;

import io.repqc.ir.Value;
import io.repqc.ir.op.Statistic;
import io.repqc.passes.Rule;
import java.util.Optional;

/**
 * For deployment, the average that training kept stands for the statistic of the batch:
 *
 * <pre>{@code
 * statistic(batch, running)  ->  running
 * }</pre>
 */
public final class UseRunningStatistics implements Rule {
  @Override
  public Optional<Value> apply(Value value, Context context) {
    return value.op() instanceof Statistic statistic
        ? Optional.of(statistic.running())
        : Optional.empty();
  }
}
