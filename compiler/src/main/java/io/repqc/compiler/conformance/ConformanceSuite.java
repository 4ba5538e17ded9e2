package io.repqc.compiler.conformance;

import io.repqc.compiler.Progress;
import io.repqc.ir.FileProblem;
import io.repqc.ir.Interpreter;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All test folders below some folders: those that hold a {@code model.onnx}. */
public final class ConformanceSuite {
  private static final String MODEL = "model.onnx";

  private ConformanceSuite() {}

  /** Runs the cases by the definition of each op, in the order of their paths. */
  public static List<CaseResult> run(List<Path> folders) {
    return run(folders, Interpreter.Evaluation.REFERENCE, Progress.NONE);
  }

  public static List<CaseResult> run(
      List<Path> folders, Interpreter.Evaluation evaluation, Progress progress) {
    List<ConformanceCase> cases = new ArrayList<>();
    for (Path folder : folders) {
      cases.addAll(find(folder, evaluation));
    }
    List<CaseResult> results = new ArrayList<>();
    for (ConformanceCase each : cases) {
      results.add(each.run());
      progress.advance(results.size(), cases.size());
    }
    return results;
  }

  private static List<ConformanceCase> find(Path folder, Interpreter.Evaluation evaluation) {
    ModelException.check(Files.exists(folder), "%s: there is no such folder", folder);
    ModelException.check(Files.isDirectory(folder), "%s: it is not a folder", folder);
    try (Stream<Path> files = Files.walk(folder)) {
      List<ConformanceCase> cases =
          files
              .filter(file -> file.getFileName() != null && file.endsWith(MODEL))
              .map(Path::getParent)
              .sorted()
              .map(test -> new ConformanceCase(name(folder, test), test, evaluation))
              .toList();
      ModelException.check(
          !cases.isEmpty(),
          "%s: found no test folder; expected some that hold a %s and a test_data_set_0",
          folder,
          MODEL);
      return cases;
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be read", e);
    }
  }

  private static String name(Path folder, Path test) {
    Path name =
        test.equals(folder)
            ? test.toAbsolutePath().normalize().getFileName()
            : folder.relativize(test);
    return name.toString().replace('\\', '/');
  }
}
