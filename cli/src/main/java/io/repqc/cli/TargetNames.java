package io.repqc.cli;

import io.repqc.codegen.Language;
import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.ir.ModelException;
import java.util.Iterator;
import java.util.List;

/** The names of all targets, for help and completion. */
final class TargetNames implements Iterable<String> {
  private static List<String> all() {
    return Targets.of(Language.C).stream().map(Target::name).toList();
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
