package io.repqc.passes.fold;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.op.Statistic;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;

/**
 * For deployment, the average that training kept stands for the statistic of the batch:
 *
 * <pre>{@code
 * statistic(batch, running)  ->  running
 * }</pre>
 */
public final class UseRunningStatistics implements Pass {
  @Override
  public String name() {
    return "use-running-statistics";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    return new Model(in(model.graph()), model.parameters());
  }

  /** The graph with averages in the place of statistics, and without what only these needed. */
  public static Graph in(Graph graph) {
    return new Rewrite(graph)
        .each(
            (value, op) ->
                op instanceof Statistic statistic ? statistic.running() : Rewrite.keep(value, op));
  }
}
