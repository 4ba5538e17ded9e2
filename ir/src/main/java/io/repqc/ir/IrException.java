package io.repqc.ir;

/** An invariant of the compiler broke: a bug of ours, never the user's mistake. */
public final class IrException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IrException(String message) {
    super(message);
  }

  public IrException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Throws with the formatted message unless {@code holds}. */
  public static void check(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw new IrException(format.formatted(arguments));
    }
  }
}
