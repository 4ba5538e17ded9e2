package io.repqc.maven;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.compile.ProgramName;
import io.repqc.compiler.option.OptionValues;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The networks of a module, in order.
 *
 * @param base what paths in the pom are seen from
 * @param data what those are calibrated on that have no data of their own
 * @param options those for all
 */
record Networks(Path base, List<String> data, Map<String, String> options) {

  /** Those that a pom lists. */
  List<Network> listed(List<ModelParameters> models) {
    return distinct(models.stream().map(this::network).toList());
  }

  /** Those of a folder and its sub-folders, by their paths. */
  List<Network> in(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return distinct(
          files
              .filter(Files::isRegularFile)
              .filter(ModelFile::isModel)
              .sorted()
              .map(file -> network(new ModelParameters(file.toString())))
              .toList());
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be read", e);
    }
  }

  private Network network(ModelParameters model) {
    String given =
        model.file().orElseThrow(() -> new ModelException("<models>: a <model> names no <file>"));
    Path file = base.resolve(given).normalize();
    try {
      List<String> files =
          model.data().orElse(data).stream().map(each -> DataArgument.within(base, each)).toList();
      OptionValues values = OptionWords.values(options, model.options());
      return new Network(
          ProgramName.of(model.name(), file),
          values.network(file, files),
          model.name(),
          model.classNames().map(base::resolve));
    } catch (ModelException e) {
      throw new ModelException(Network.problems(file, e));
    }
  }

  private static List<Network> distinct(List<Network> networks) {
    Map<String, Network> byName = new LinkedHashMap<>();
    for (Network network : networks) {
      Network other = byName.putIfAbsent(network.name(), network);
      ModelException.check(
          other == null,
          "%s: it is called \"%s\", and so is %s; give one of them another <name>",
          network.file(),
          network.name(),
          other == null ? "" : other.file());
    }
    return networks;
  }
}
