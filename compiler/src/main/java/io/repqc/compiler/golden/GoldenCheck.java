package io.repqc.compiler.golden;

import io.repqc.compiler.Stages;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Does again what a golden file tells of, with the network and the data as they are now, and
 * compares. Whatever goes wrong on the way is in the result, too: nothing is thrown for what a user
 * got wrong.
 */
public final class GoldenCheck {
  private static final int MOST_NAMES = 5;

  private GoldenCheck() {}

  public static GoldenResult run(Path golden, Stages stages) {
    try {
      return check(golden, GoldenReader.read(golden), stages);
    } catch (ModelException e) {
      return new GoldenResult(golden, "it cannot be checked", e.problems(), List.of());
    }
  }

  /**
   * As {@link #run(Path, Stages)}, and compares how the file was recorded with how a build does it
   * now: with other options the network that is built is not the one that is checked.
   */
  public static GoldenResult run(GoldenRequest build, Stages stages) {
    try {
      Path file = build.golden();
      Golden golden = GoldenReader.read(file);
      List<String> others = golden.recipe().differences(build);
      return others.isEmpty()
          ? check(file, golden, stages)
          : new GoldenResult(
              file, "it was recorded in another way than the build's", others, List.of());
    } catch (ModelException e) {
      return new GoldenResult(build.golden(), "it cannot be checked", e.problems(), List.of());
    }
  }

  private static GoldenResult check(Path file, Golden golden, Stages stages) {
    Recipe recipe = golden.recipe();
    List<Path> changed = recipe.changed(file);
    GoldenRun run = GoldenRun.of(recipe.request(file), stages);
    List<String> differences = new Differences(golden.behaviour(), run.behaviour()).find();
    List<String> hints = new ArrayList<>();
    weights(golden.behaviour().weights(), run.behaviour().weights()).forEach(hints::add);
    changed.forEach(each -> hints.add("%s is not the file that it was".formatted(each)));
    Path model = recipe.model().resolve(file);
    String verdict =
        differences.isEmpty()
            ? "%s computes what was recorded".formatted(model)
            : "%s does not compute what was recorded".formatted(model);
    return new GoldenResult(file, verdict, differences, hints);
  }

  private static List<String> weights(Map<String, String> recorded, Map<String, String> found) {
    List<String> changed =
        recorded.entrySet().stream()
            .filter(each -> found.containsKey(each.getKey()))
            .filter(each -> !found.get(each.getKey()).equals(each.getValue()))
            .map(each -> "\"" + each.getKey() + "\"")
            .toList();
    if (changed.isEmpty()) {
      return List.of();
    }
    String names = String.join(", ", changed.subList(0, Math.min(MOST_NAMES, changed.size())));
    int others = changed.size() - MOST_NAMES;
    return List.of(
        "the weights are not what they were of %s%s"
            .formatted(names, others > 0 ? " and %d more".formatted(others) : ""));
  }
}
