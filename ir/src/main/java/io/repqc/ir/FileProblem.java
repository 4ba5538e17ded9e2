package io.repqc.ir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** What the operating system says of a file, in the words of {@link ModelException}. */
public final class FileProblem {
  private FileProblem() {}

  /** {@code action} is such as {@code cannot be read}. */
  public static ModelException of(Path file, String action, IOException e) {
    return new ModelException("%s: %s: %s".formatted(file, action, reason(e)));
  }

  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file of this name already";
    }
    if (e instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (reason == null || reason.isEmpty()) {
      return e.getClass().getSimpleName();
    }
    return reason.contains("No space left on device")
        ? "the disk is full"
        : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
  }
}
