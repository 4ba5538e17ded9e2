package io.repqc.frontend.text;

import io.repqc.ir.ModelException;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** What is wrong with a text, each problem with its line and column. */
final class Problems {
  private static final int MOST = 100;

  private final String file;
  private final List<String> problems = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /** A problem at {@code place}, to be thrown. */
  ModelException at(Token place, String format, Object... arguments) {
    return new ModelException(
        "%s:%d:%d: %s"
            .formatted(
                file,
                place.getLine(),
                place.getCharPositionInLine() + 1,
                format.formatted(arguments)));
  }

  void add(ModelException problem) {
    problems.addAll(problem.problems());
  }

  /** Whether there are more than anyone wants to read. */
  boolean areEnough() {
    return problems.size() >= MOST;
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }
}
