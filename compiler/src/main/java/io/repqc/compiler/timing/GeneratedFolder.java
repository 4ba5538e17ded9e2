package io.repqc.compiler.timing;

import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program as {@code repqc compile} wrote it, known by its header.
 *
 * @param prefix what its macros begin with
 * @param ports the inputs and then the outputs, as the function takes them
 */
record GeneratedFolder(Path folder, String name, String prefix, int layers, List<Port> ports) {
  private static final Pattern LAYERS = Pattern.compile("(?m)^#define (\\w+)_LAYERS (\\d+)$");

  /** An array of the caller's. */
  record Port(String macro, String type, int batch, boolean isOutput) {}

  static GeneratedFolder read(Path folder, Optional<String> name) {
    ModelException.check(
        Files.isDirectory(folder),
        "%s: there is no such folder; repqc compile -o %s writes one",
        folder,
        folder);
    List<GeneratedFolder> all = all(folder);
    ModelException.check(
        !all.isEmpty(), "%s: found no header that repqc compile wrote there", folder);
    List<String> names = all.stream().map(GeneratedFolder::name).toList();
    ModelException.check(
        name.isPresent() || all.size() == 1,
        "%s: found the programs %s; --name says which",
        folder,
        String.join(", ", names));
    String wanted = name.orElse(names.get(0));
    return all.stream()
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "--name %s: found the programs %s"
                        .formatted(wanted, String.join(", ", names))));
  }

  private static List<GeneratedFolder> all(Path folder) {
    List<GeneratedFolder> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".h")).sorted().toList()) {
        Matcher layers = LAYERS.matcher(Files.readString(file));
        String name = file.getFileName().toString().replaceFirst("\\.h$", "");
        if (layers.find() && layers.group(1).equalsIgnoreCase(name)) {
          int count = Integer.parseInt(layers.group(2));
          List<Port> ports = ports(Files.readString(file), layers.group(1));
          all.add(new GeneratedFolder(folder, name, layers.group(1), count, ports));
        }
      }
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be read", e);
    }
    return all;
  }

  private static List<Port> ports(String header, String prefix) {
    Pattern pattern =
        Pattern.compile(
            "/\\* (Input|Output) \".*\\n#define (%s_\\w+)_TYPE (\\w+)\\n(?:#define .*\\n)*?#define \\2_DIMS \\{(\\d+)"
                .formatted(prefix));
    return pattern
        .matcher(header)
        .results()
        .map(
            port ->
                new Port(
                    port.group(2),
                    port.group(3),
                    Integer.parseInt(port.group(4)),
                    port.group(1).equals("Output")))
        .toList();
  }

  /** Whether the weights are in a file of bytes. */
  boolean hasBinaryWeights() {
    return Files.exists(folder.resolve(name + "_weights.bin"));
  }

  /** The C files, without a test. */
  List<String> sources() {
    return Stream.of(name + ".c", name + "_weights.c")
        .map(folder::resolve)
        .filter(Files::exists)
        .map(file -> file.toAbsolutePath().toString())
        .toList();
  }
}
