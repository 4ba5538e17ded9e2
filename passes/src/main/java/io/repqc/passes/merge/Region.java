package io.repqc.passes.merge;

import io.repqc.ir.Value;
import java.util.List;

/**
 * A part of a graph that became one op: {@code value} computed from {@code source}, and the values
 * that went in, in graph order, {@code value} the last. All of them are those before the merge; one
 * that is used elsewhere too is there, and counts in full.
 */
public record Region(Value source, Value value, List<Value> nodes, Cost before, Cost after) {
  public Region {
    nodes = List.copyOf(nodes);
  }
}
