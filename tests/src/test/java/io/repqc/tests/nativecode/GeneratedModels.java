package io.repqc.tests.nativecode;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.c.CPrinter;
import io.repqc.codegen.lower.Lowering;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with the C files of some samples, and the harness that runs them. */
record GeneratedModels(Path folder, Target target, List<Sample> samples, List<Program> programs) {
  static final String HARNESS = "harness.c";
  static final String SUBJECTS = "subjects.c";

  /** Writes the files for a target. */
  static GeneratedModels write(Path folder, Target target, List<Sample> samples) {
    List<Program> programs =
        samples.stream()
            .map(sample -> Lowering.of(sample.model(), target, sample.name(), false))
            .toList();
    try {
      Files.createDirectories(folder);
      copy("subject.h", folder);
      copy(HARNESS, folder);
      Files.writeString(folder.resolve(SUBJECTS), Subjects.text(programs));
      for (Program program : programs) {
        for (Map.Entry<String, String> file : CPrinter.print(program).entrySet()) {
          Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GeneratedModels(folder, target, samples, programs);
  }

  /** The bytes that the harness takes for one run of the largest of them. */
  long memory() {
    return programs.stream()
        .mapToLong(program -> program.arena().size() + bytes(program))
        .max()
        .orElse(0);
  }

  private static long bytes(Program program) {
    return Stream.of(program.inputs(), program.outputs())
        .flatMap(List::stream)
        .mapToLong(port -> new PortBytes(port).count())
        .sum();
  }

  /** The names of the generated C files. */
  List<String> sources() {
    return samples.stream().map(sample -> sample.name() + ".c").toList();
  }

  private static void copy(String name, Path folder) throws IOException {
    try (InputStream file = GeneratedModels.class.getResourceAsStream(name)) {
      Files.copy(file, folder.resolve(name));
    }
  }
}
