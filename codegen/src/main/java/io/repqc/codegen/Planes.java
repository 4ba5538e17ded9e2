package io.repqc.codegen;

/**
 * Arrays of floats that Java kernels work in, each by itself, since the JVM vectorizes loops over
 * several arrays but not over several parts of one. What they hold is of no use after a call.
 */
public record Planes(int count, int length) implements Place {
  @Override
  public String name() {
    return "planes";
  }
}
