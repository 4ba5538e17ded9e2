package io.repqc.cli;

import io.repqc.cli.terminal.ProgressBars;
import io.repqc.cli.terminal.Style;
import io.repqc.compiler.golden.GoldenCheck;
import io.repqc.compiler.golden.GoldenResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code repqc golden check}. */
@Command(
    name = "check",
    description = {
      "Quantizes the network of each golden file again, as it is now, runs it on the same items, and"
          + " says what is not as recorded."
    })
final class GoldenCheckCommand implements Callable<Integer> {
  @ParentCommand private GoldenCommand golden;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "A file that repqc golden record wrote.")
  private List<Path> files;

  @Override
  public Integer call() {
    List<GoldenResult> results = new ArrayList<>();
    for (Path file : files) {
      try (ProgressBars progress = new ProgressBars(golden.console())) {
        results.add(GoldenCheck.run(file, progress));
      }
      print(results.get(results.size() - 1));
    }
    return results.stream().allMatch(GoldenResult::holds) ? 0 : Failures.USERS_ERROR;
  }

  private void print(GoldenResult result) {
    Style style = golden.console().style();
    List<String> lines = result.lines();
    String verdict = lines.get(0);
    golden.console().out().println(result.holds() ? style.good(verdict) : style.bad(verdict));
    lines.stream().skip(1).forEach(golden.console().out()::println);
  }
}
