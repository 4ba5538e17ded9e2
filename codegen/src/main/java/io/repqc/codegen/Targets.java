package io.repqc.codegen;

import java.util.List;
import java.util.Optional;

/** All targets. */
public final class Targets {
  public static final Target PORTABLE =
      new Target(
          "portable",
          "C99 for any machine; compilers vectorize it",
          false,
          List.of(Isa.PORTABLE),
          List.of());

  private static final List<Target> ALL = List.of(PORTABLE);

  private Targets() {}

  public static List<Target> all() {
    return ALL;
  }

  public static Optional<Target> named(String name) {
    return ALL.stream().filter(target -> target.name().equals(name)).findFirst();
  }
}
