package io.repqc.codegen;

import io.repqc.codegen.lower.Kernel;
import java.util.List;

/**
 * What a program is made for.
 *
 * @param name as the user writes it
 * @param about in words
 * @param language what its programs are printed as
 * @param signedLevels whether 8-bit activations are stored as signed integers
 * @param channelsLast whether images lie with their channels last in the workspace
 * @param isas the variants of the program, the best first; the last runs everywhere
 * @param kernels the ways to compute layers that this target prefers to those all targets have, the
 *     best first
 */
public record Target(
    String name,
    String about,
    Language language,
    boolean signedLevels,
    boolean channelsLast,
    List<Isa> isas,
    List<Kernel> kernels) {
  public Target {
    isas = List.copyOf(isas);
    kernels = List.copyOf(kernels);
  }

  @Override
  public String toString() {
    return name;
  }
}
