package io.repqc.cli;

import io.repqc.codegen.Language;
import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.ir.ModelException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The names of all targets, for help and completion. */
final class TargetNames implements Iterable<String> {
  /** Java with the engines that are asked for, which are targets of their own. */
  static final String JAVA = "java";

  private static List<String> all() {
    return Stream.concat(Targets.of(Language.C).stream().map(Target::name), Stream.of(JAVA))
        .toList();
  }

  @Override
  public Iterator<String> iterator() {
    return all().iterator();
  }

  static Target target(String name) {
    return Targets.named(name)
        .orElseThrow(
            () ->
                new ModelException(
                    "--target %s: there is no such target; there are %s"
                        .formatted(name, String.join(", ", all()))));
  }
}
