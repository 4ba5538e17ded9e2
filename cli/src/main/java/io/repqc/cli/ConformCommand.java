package io.repqc.cli;

import io.repqc.cli.terminal.ProgressBar;
import io.repqc.compiler.conformance.CaseResult;
import io.repqc.compiler.conformance.ConformanceSuite;
import io.repqc.ir.Interpreter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code repqc conform}. */
@Command(
    name = "conform",
    description = {
      "Runs all tests below folders that have the form of ONNX's backend tests:"
          + " model.onnx with test_data_set_0/input_0.pb, output_0.pb, ...",
      "Floats may be 1e-3 of the expected number and 1e-5 away; integers must be the same, but where"
          + " a quantizer rounds them, which may go one step up or down."
    })
final class ConformCommand implements Callable<Integer> {
  @ParentCommand private Repqc repqc;

  @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "A folder of test folders.")
  private List<Path> folders;

  @Override
  public Integer call() {
    List<CaseResult> results;
    try (ProgressBar progress = repqc.console().progress("testing")) {
      results = ConformanceSuite.run(folders, Interpreter.Evaluation.REFERENCE, progress);
    }
    PrintWriter out = repqc.console().out();
    List<CaseResult> failed = results.stream().filter(result -> !result.passed()).toList();
    for (CaseResult result : failed) {
      out.printf(
          "%s: %s%n",
          repqc.console().style().bad(result.name()), String.join("; ", result.problems()));
    }
    out.printf("%d passed, %d failed%n", results.size() - failed.size(), failed.size());
    return failed.isEmpty() ? 0 : Failures.USERS_ERROR;
  }
}
