package io.repqc.tune;

import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TunePlan.TunedParameter;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.Glob;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Parameter;
import io.repqc.tune.quantizer.LearnQuantizers;
import io.repqc.tune.training.DataSet;
import io.repqc.tune.training.TrainingLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is told of a training before it begins. */
record Plans(Prepared prepared, ImportOptions options, DataSet data) {

  /** Of a run that is about to begin, or to go on. */
  TunePlan of(TrainingLoop loop) {
    return plan(loop.held(), loop.steps(), loop.done());
  }

  /** Of quantizers that only see the data. */
  TunePlan untrained() {
    return plan(0, 0, 0);
  }

  private TunePlan plan(int held, long steps, long done) {
    return new TunePlan(
        parameters(),
        LearnQuantizers.list(prepared.quantizers(), prepared.settings().quantizers()),
        data.answers().metric(),
        data.items() - held,
        held,
        steps,
        done);
  }

  /** Those of the user's network that are floats. */
  private List<TunedParameter> parameters() {
    Model before = prepared.before();
    Set<String> trained = prepared.trained();
    Set<String> statistics = statistics(before);
    return before.graph().parameters().stream()
        .filter(value -> value.elementType().isFloat())
        .map(value -> parameter(value, trained, statistics))
        .toList();
  }

  private TunedParameter parameter(Value value, Set<String> trained, Set<String> statistics) {
    String name = value.name();
    boolean isTrained = trained.contains(name);
    return new TunedParameter(
        name, value.type().toString(), isTrained, isTrained ? "" : reason(value, statistics));
  }

  private String reason(Value value, Set<String> statistics) {
    if (statistics.contains(value.name())) {
      return "a running statistic of BatchNorm";
    }
    if (options.freeze().stream().anyMatch(glob -> new Glob(glob).matches(value.name()))) {
      return "--freeze";
    }
    return ((Parameter) value.op()).trainable()
        ? "merged into numbers that are trained in its place"
        : "a constant of the network, unless --train names it";
  }

  private static Set<String> statistics(Model model) {
    Set<String> names = new LinkedHashSet<>();
    for (Value value : model.graph().values()) {
      if (value.op() instanceof BatchNorm norm) {
        names.add(norm.mean().name());
        names.add(norm.variance().name());
      }
    }
    return names;
  }
}
