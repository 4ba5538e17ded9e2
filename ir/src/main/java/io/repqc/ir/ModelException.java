package io.repqc.ir;

import java.util.List;

/**
 * The user's input is wrong. Each problem says where it is by the user's own names, what was found,
 * what was expected and what to do; all problems that could be found in one go are listed.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ModelException(String problem) {
    this(List.of(problem));
  }

  public ModelException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }

  /** Throws with the formatted message unless {@code holds}. */
  public static void check(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw new ModelException(format.formatted(arguments));
    }
  }
}
