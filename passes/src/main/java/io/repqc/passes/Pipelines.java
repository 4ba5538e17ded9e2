package io.repqc.passes;

import io.repqc.passes.fold.UseBatchStatistics;
import io.repqc.passes.fold.UseRunningStatistics;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.merge.EstimateStatistics;
import io.repqc.passes.merge.MergeBranches;
import io.repqc.passes.merge.Regions;
import io.repqc.passes.simplify.EvaluateConstants;
import io.repqc.passes.simplify.LiftNormalization;
import io.repqc.passes.simplify.MergeExpansions;
import io.repqc.passes.simplify.MergeReshapes;
import io.repqc.passes.simplify.MergeTransposes;
import io.repqc.passes.simplify.RemoveIdentities;
import io.repqc.passes.simplify.TrimBorders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The passes in order, as lists that one can read aloud. */
public final class Pipelines {
  private Pipelines() {}

  /** What every network goes through first. */
  public static List<Pass> simplify() {
    return List.of(
        new Rewriter(
            "simplify",
            new EvaluateConstants(),
            new RemoveIdentities(),
            new MergeExpansions(),
            new MergeReshapes(),
            new MergeTransposes(),
            new TrimBorders(),
            new LiftNormalization()));
  }

  /** Where the statistics of BatchNorm come from while weights are expressions. */
  public enum Statistics {
    /** From the running averages: what is deployed. */
    RUNNING(new UseRunningStatistics()),
    /** From the batch, by the branch's own convolution. */
    BATCH(new UseBatchStatistics()),
    /** From the batch, by the moments of the block's input. */
    ESTIMATE(new EstimateStatistics());

    private final Pass pass;

    Statistics(Pass pass) {
      this.pass = pass;
    }
  }

  /** As {@link #merge(Statistics, Consumer)} with running averages. */
  public static List<Pass> merge() {
    return merge(Statistics.RUNNING, regions -> {});
  }

  /**
   * From a trained network with branches to single convolutions whose weights are expressions;
   * {@code listener} is told what was merged.
   */
  public static List<Pass> merge(Statistics statistics, Consumer<Regions> listener) {
    List<Pass> passes = new ArrayList<>(simplify());
    passes.add(statistics.pass);
    passes.add(new MergeBranches(listener));
    return List.copyOf(passes);
  }

  /** As {@link #merge}, then numbers in the place of expressions: what is deployed. */
  public static List<Pass> deploy() {
    List<Pass> passes = new ArrayList<>(merge());
    passes.add(new MaterializeWeights());
    return List.copyOf(passes);
  }
}
