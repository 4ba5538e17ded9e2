package io.repqc.compiler.compile;

import io.repqc.ir.ModelException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A C compiler, which is a program of this machine, for this machine or another. */
public final class CCompiler {
  private static final List<String> USUAL = List.of("cc", "gcc", "clang");
  private static final int SHOWN_LINES = 20;

  private final String command;
  private final String machine;

  private CCompiler(String command) {
    this.command = command;
    this.machine = ask("-dumpmachine");
  }

  /** The one of this name, or the first of the usual ones. */
  public static CCompiler find(Optional<String> command) {
    if (command.isPresent()) {
      ModelException.check(
          isProgram(command.get()),
          "--cc %s: there is no such program; give the name or the path of a C compiler",
          command.get());
      return new CCompiler(fromAnywhere(command.get()));
    }
    return new CCompiler(
        USUAL.stream()
            .filter(CCompiler::isProgram)
            .findFirst()
            .orElseThrow(
                () ->
                    new ModelException(
                        "there is no C compiler at hand (looked for %s); install one (Debian: apt-get"
                                .formatted(String.join(", ", USUAL))
                            + " install gcc), or name it: --cc COMMAND")));
  }

  private static String fromAnywhere(String command) {
    return command.contains(File.separator)
        ? Path.of(command).toAbsolutePath().toString()
        : command;
  }

  private static boolean isProgram(String command) {
    if (command.contains(File.separator)) {
      return Files.isExecutable(Path.of(command));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  public String command() {
    return command;
  }

  /** What it compiles for, as it says itself. */
  public String machine() {
    return machine;
  }

  /** Whether what it makes runs here. */
  public boolean isForThisMachine() {
    String own = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String architecture = machine.toLowerCase(Locale.ROOT).split("-")[0];
    boolean isBare = machine.contains("-none-") || machine.endsWith("-elf");
    return !isBare && same(architecture).equals(same(own));
  }

  private static String same(String architecture) {
    switch (architecture) {
      case "amd64":
      case "x64":
        return "x86_64";
      case "arm64":
        return "aarch64";
      default:
        return architecture;
    }
  }

  private String ask(String option) {
    Output output = run(Path.of("."), List.of(command, option));
    return output.status() == 0 ? output.text().strip() : "unknown";
  }

  /** Whether it knows an option; what it writes then is in the folder. */
  boolean takes(String option, Path folder) {
    List<String> line = List.of(command, option, "-fsyntax-only", "-x", "c", "-");
    return run(folder, line).status() == 0;
  }

  /** Runs it in a folder; what it says when it fails is shown. */
  public void compile(Path folder, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(arguments);
    Output output = run(folder, line);
    ModelException.check(
        output.status() == 0,
        "%s failed with status %d; it says:%n%s",
        String.join(" ", line),
        output.status(),
        shown(output.text()));
  }

  private static String shown(String text) {
    List<String> lines = text.lines().toList();
    String shown = String.join("\n", lines.subList(0, Math.min(lines.size(), SHOWN_LINES)));
    return lines.size() > SHOWN_LINES
        ? shown + "\n(and %d lines more)".formatted(lines.size() - SHOWN_LINES)
        : shown;
  }

  /** What a program printed, and how it ended. */
  public record Output(int status, String text) {}

  /** Runs a program to its end. */
  public static Output run(Path folder, List<String> line) {
    try {
      Process process =
          new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] text = process.getInputStream().readAllBytes();
      return new Output(process.waitFor(), new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ModelException("%s cannot be run: %s".formatted(line.get(0), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelException("%s was interrupted".formatted(line.get(0)));
    }
  }
}
