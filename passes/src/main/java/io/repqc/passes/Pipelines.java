package io.repqc.passes;

import io.repqc.passes.simplify.EvaluateConstants;
import io.repqc.passes.simplify.MergeReshapes;
import io.repqc.passes.simplify.MergeTransposes;
import io.repqc.passes.simplify.RemoveIdentities;
import java.util.List;

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
            new MergeReshapes(),
            new MergeTransposes()));
  }
}
