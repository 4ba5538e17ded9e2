package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine that ran to its end, and what it said. */
public record Command(List<String> words, int status, byte[] output, String messages) {
  private static final int MINUTES = 10;

  /** Whether there is a program of that name. */
  public static boolean exists(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Runs a program in a folder, which its input and output pass through. */
  public static Command run(Path folder, byte[] input, List<String> words) {
    try {
      Path in = Files.createTempFile(folder, "input", "");
      Path out = Files.createTempFile(folder, "output", "");
      Path messages = Files.createTempFile(folder, "messages", "");
      Files.write(in, input);
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(messages.toFile())
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertTrue(ended, () -> words + " runs for more than " + MINUTES + " minutes");
      Command command =
          new Command(
              words, process.exitValue(), Files.readAllBytes(out), Files.readString(messages));
      Files.delete(in);
      Files.delete(out);
      Files.delete(messages);
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its output; the test fails if the program did. */
  public byte[] outputOfSuccess() {
    assertEquals(0, status, () -> String.join(" ", words) + "\n" + messages);
    return output;
  }
}
