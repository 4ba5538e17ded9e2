package io.repqc.codegen;

import java.util.List;

/**
 * What the calls for one layer of the user's network compute.
 *
 * @param name what the user's network calls its result
 * @param what it is, in words
 * @param multiplications how many products it sums
 */
public record Step(String name, String what, long multiplications, List<Call> calls) {
  public Step {
    calls = List.copyOf(calls);
  }
}
