package io.repqc.compiler.inspect;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Convolution;
import java.util.List;
import java.util.Optional;

/** Looks for convolutions side by side: paths from one value that an add or a concat joins. */
final class Branches {
  private final Graph graph;
  private final DataSide data;
  private final Uses uses;

  Branches(Graph graph) {
    this.graph = graph;
    this.data = new DataSide(graph);
    this.uses = graph.uses();
  }

  boolean exist() {
    return graph.values().stream().filter(Branches::joins).anyMatch(this::joinsConvolutions);
  }

  private static boolean joins(Value value) {
    return value.op() instanceof Concat
        || value.op() instanceof Binary binary
            && (binary.function() == BinaryFunction.ADD || binary.function() == BinaryFunction.SUB);
  }

  private boolean joinsConvolutions(Value join) {
    List<Value> forks =
        data.operands(join).stream()
            .map(this::forkBeforeConvolution)
            .flatMap(Optional::stream)
            .toList();
    return forks.stream().distinct().count() < forks.size();
  }

  /** Where the path to {@code end} leaves others, if it goes through a convolution since. */
  private Optional<Value> forkBeforeConvolution(Value end) {
    boolean convolved = false;
    Value value = end;
    while (uses.count(value) == 1 && data.operands(value).size() == 1) {
      convolved |= value.op() instanceof Convolution;
      value = data.operands(value).get(0);
    }
    return convolved ? Optional.of(value) : Optional.empty();
  }
}
