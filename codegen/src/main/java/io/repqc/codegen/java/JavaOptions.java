package io.repqc.codegen.java;

import java.util.List;

/**
 * What users choose about generated Java.
 *
 * @param packageName empty for the unnamed one
 * @param labels what the classes of the result are called, if given
 * @param sharesKernels whether kernels come from the runtime's jar, not with the code
 * @param embedsWeights whether weights are inside the classes, not in files beside them
 */
public record JavaOptions(
    String packageName,
    String className,
    List<String> labels,
    boolean sharesKernels,
    boolean embedsWeights) {
  public JavaOptions {
    labels = List.copyOf(labels);
  }

  /** With weights in files of their own. */
  public JavaOptions(
      String packageName, String className, List<String> labels, boolean sharesKernels) {
    this(packageName, className, labels, sharesKernels, false);
  }
}
