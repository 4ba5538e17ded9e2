package io.repqc.codegen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * One call of a kernel.
 *
 * @param isas in which variants of the program it is made
 * @param kernel the function, which is its file's name, too
 * @param settings its first argument: all numbers
 * @param arguments the others: a {@link Pointer}, {@link Settings} of pointers, or null
 */
public record Call(Set<Isa> isas, String kernel, Settings settings, List<Object> arguments) {
  public Call {
    isas = Set.copyOf(isas);
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
  }
}
