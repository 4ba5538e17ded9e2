package io.repqc.tune.quantizer;

import io.repqc.compiler.Word;
import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.compiler.tune.TunePlan.TunedQuantizer;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Quantize;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import io.repqc.tune.engine.RoundingRule;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the scales and zero points of inserted quantizers parameters that training changes, or
 * expressions of such:
 *
 * <pre>{@code
 * dequantize(quantize(x, scale, zero), scale, zero)  ->  dequantize(quantize(x, step, zero), step, zero)
 * }</pre>
 */
public final class LearnQuantizers {
  private final QuantizerSettings settings;
  private final TraineeBuilder builder;
  private final Map<Value, Learner> learners = new IdentityHashMap<>();

  private LearnQuantizers(Model inserted, QuantizerSettings settings) {
    this.settings = settings;
    this.builder = new TraineeBuilder(inserted);
    Sites.of(inserted).forEach(this::learn);
  }

  /** {@code trained} names the parameters of the user's network that training may change. */
  public static Trainee apply(Model inserted, QuantizerSettings settings, Set<String> trained) {
    LearnQuantizers learning = new LearnQuantizers(inserted, settings);
    Graph graph = new Rewrite(inserted.graph()).each(learning::rebuilt);
    graph.parameters().stream()
        .filter(parameter -> trained.contains(parameter.name()))
        .forEach(parameter -> learning.builder.train(parameter, group(parameter.shape())));
    return learning.builder.build(graph);
  }

  /** What {@link #apply} would make learn. */
  public static List<TunedQuantizer> list(Model inserted, QuantizerSettings settings) {
    return Sites.of(inserted).stream().map(site -> tuned(site, settings)).toList();
  }

  private static TunedQuantizer tuned(Site site, QuantizerSettings settings) {
    Enum<?> kind = site.ofWeight() ? settings.weights() : settings.activations();
    String method = Word.of(kind);
    return new TunedQuantizer(
        site.name(), site.ofWeight(), site.bits(), site.learns() ? method : "fixed");
  }

  private static Group group(Shape shape) {
    boolean hasFilters = shape.rank() > 1 && shape.count() > shape.dim(0);
    return hasFilters ? Group.WEIGHT : Group.SCALING;
  }

  private void learn(Site site) {
    Learner learner = learner(site);
    for (Value quantizer : site.quantizers()) {
      learners.put(quantizer, learner);
      builder.rule(quantizer, learner.rule());
    }
  }

  private Learner learner(Site site) {
    if (!site.learns()) {
      return Learner.FIXED;
    }
    return site.ofWeight() ? ofWeight(site) : ofActivations(site);
  }

  private Learner ofWeight(Site site) {
    if (!site.isAroundZero()) {
      return Lsq.of(site, rule(), builder);
    }
    return switch (settings.weights()) {
      case LSQ, LSQ_PLUS -> Lsq.of(site, rule(), builder);
      case DOREFA -> DoReFa.ofWeight(site, builder);
      case DIFFQ -> DiffQ.ofWeight(site, builder);
      case MIN_MAX -> MinMax.ofWeight(site, builder);
    };
  }

  private Learner ofActivations(Site site) {
    return switch (settings.activations()) {
      case LSQ -> Lsq.of(site, rule(), builder);
      case LSQ_PLUS -> LsqPlus.of(site, rule(), builder);
      case PACT -> Pact.of(site, builder);
      case DOREFA -> Learner.FIXED;
      case MIN_MAX -> MinMax.ofActivations(site, builder);
    };
  }

  private RoundingRule rule() {
    return switch (settings.steps()) {
      case BOUND_THEN_ROUND -> RoundingRule.BOUND_THEN_ROUND;
      case ROUND_THEN_BOUND -> RoundingRule.ROUND_THEN_BOUND;
    };
  }

  private Value rebuilt(Value value, Op op) {
    Learner learner = learners.get(value);
    if (learner != null) {
      return Rewrite.keep(value, learner.form().apply((Quantize) op));
    }
    if (op instanceof Dequantize inserted && inserted.x().op() instanceof Quantize quantize) {
      return dequantizer(value, inserted, quantize);
    }
    return Rewrite.keep(value, op);
  }

  /** On the levels of the quantizer before it. */
  private static Value dequantizer(Value value, Dequantize inserted, Quantize quantize) {
    boolean isSame =
        inserted.scale() == quantize.scale() && inserted.zeroPoint() == quantize.zeroPoint();
    Op op =
        isSame
            ? inserted
            : new Dequantize(inserted.x(), quantize.scale(), quantize.zeroPoint(), inserted.axis());
    return Rewrite.keep(value, op);
  }
}
