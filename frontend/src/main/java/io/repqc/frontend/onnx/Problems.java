package io.repqc.frontend.onnx;

import io.repqc.ir.ModelException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that all of it is reported in one go. */
final class Problems {
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_MESSAGE = 2500;
  private static final int LONGEST_NAME = 120;

  private final String file;
  private final List<String> found = new ArrayList<>();
  private int count;

  Problems(String file) {
    this.file = quietly(file);
  }

  void add(String format, Object... arguments) {
    addMessage(arguments.length == 0 ? format : format.formatted(arguments));
  }

  void add(ModelException exception) {
    addAll(exception.problems());
  }

  void addAll(List<String> messages) {
    messages.forEach(this::addMessage);
  }

  private void addMessage(String message) {
    count++;
    if (found.size() < MOST_SHOWN) {
      found.add(file + ": " + shorten(quietly(message), LONGEST_MESSAGE));
    }
  }

  /** Throws if there is any problem. */
  void check() {
    if (count > 0) {
      List<String> shown = new ArrayList<>(found);
      if (count > shown.size()) {
        shown.add("%s: and %d more problems".formatted(file, count - shown.size()));
      }
      throw new ModelException(shown);
    }
  }

  /** The exception for all that was found and, as the last one, {@code message}. */
  ModelException fatal(String format, Object... arguments) {
    add(format, arguments);
    try {
      check();
    } catch (ModelException e) {
      return e;
    }
    throw new IllegalStateException(format);
  }

  /** A name of the user's in quotation marks, at most a line long. */
  static String quote(String name) {
    return '"' + shorten(name, LONGEST_NAME) + '"';
  }

  private static String shorten(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "...";
  }

  /** A name may hold anything; a terminal obeys what it reads. */
  private static String quietly(String text) {
    StringBuilder quiet = new StringBuilder();
    text.codePoints()
        .limit(4L * LONGEST_MESSAGE)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                quiet.append("\\u%04x".formatted(c));
              } else {
                quiet.appendCodePoint(c);
              }
            });
    return quiet.toString();
  }
}
