package io.repqc.codegen;

import io.repqc.codegen.plan.Arena;
import io.repqc.ir.op.Convention;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with every number decided: what an emitter prints, and decides nothing.
 *
 * @param name an identifier, with which all that others see begins
 * @param offsets where each buffer starts in the workspace
 * @param arena how large the workspace is, and the least that it could be
 * @param haloBytes what of that least lies around tensors
 */
public record Program(
    String name,
    Target target,
    Convention convention,
    List<Port> inputs,
    List<Port> outputs,
    List<Constant> constants,
    List<Step> steps,
    Map<Buffer, Long> offsets,
    Arena arena,
    long haloBytes) {
  /** What the addresses of workspace and constants are multiples of. */
  public static final int ALIGNMENT = 64;

  public Program {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = List.copyOf(constants);
    steps = List.copyOf(steps);
    Map<Buffer, Long> copy = new IdentityHashMap<>(offsets);
    offsets = Collections.unmodifiableMap(copy);
  }
}
