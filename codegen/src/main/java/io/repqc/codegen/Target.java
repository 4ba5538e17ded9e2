package io.repqc.codegen;

import io.repqc.codegen.lower.Kernel;
import java.util.List;

/**
 * What a program is made for.
 *
 * @param name as the user writes it
 * @param about in words
 * @param signedLevels whether 8-bit activations are stored as signed integers
 * @param isas the variants of the program, the best first; the last runs everywhere
 * @param kernels the ways to compute layers that this target prefers to those all targets have, the
 *     best first
 */
public record Target(
    String name, String about, boolean signedLevels, List<Isa> isas, List<Kernel> kernels) {
  public Target {
    isas = List.copyOf(isas);
    kernels = List.copyOf(kernels);
  }

  @Override
  public String toString() {
    return name;
  }
}
