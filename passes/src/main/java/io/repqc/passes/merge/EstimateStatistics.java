package io.repqc.passes.merge;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Statistic;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import io.repqc.passes.fold.StatisticReaders;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For training without a second convolution a branch: the statistics of a BatchNorm follow from the
 * moments of the block's source and the composed kernel that leads from there to the BatchNorm.
 */
public final class EstimateStatistics implements Pass {
  @Override
  public String name() {
    return "estimate-statistics";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    Estimate estimate = new Estimate(model.graph(), reasons);
    Graph graph = StatisticReaders.rebuild(model.graph(), estimate::rebuild);
    return new Model(graph, model.parameters());
  }

  private final class Estimate {
    private final Expressions expressions;
    private final RegionForms forms;
    private final Moments moments;
    private final Reasons reasons;
    private final Map<Value, Integer> order = new IdentityHashMap<>();

    Estimate(Graph graph, Reasons reasons) {
      this.expressions = new Expressions(graph, "estimate");
      this.forms = new RegionForms(expressions);
      this.moments = new Moments(expressions);
      this.reasons = reasons;
    }

    Value rebuild(Value original, Op op) {
      Value value =
          op instanceof BatchNorm norm ? estimated(original, norm) : Rewrite.keep(original, op);
      order.put(value, order.size());
      forms.read(value);
      return value;
    }

    private Value estimated(Value original, BatchNorm norm) {
      Optional<AffineForm> form =
          forms.withItself(norm.x()).stream()
              .min(Comparator.comparing(candidate -> order.get(candidate.source())));
      boolean isRunning =
          norm.mean().op() instanceof Parameter && norm.variance().op() instanceof Parameter;
      if (form.isEmpty() || !isRunning) {
        reasons.add(name(), original, "its statistics are no running averages");
        return Rewrite.keep(original, norm);
      }
      Value mean = expressions.of(new Statistic(moments.mean(form.get()), norm.mean()));
      Value variance = expressions.of(new Statistic(moments.variance(form.get()), norm.variance()));
      return Value.of(
          original.name(),
          new BatchNorm(norm.x(), norm.scale(), norm.shift(), mean, variance, norm.epsilon()));
    }
  }
}
