package io.repqc.compiler.golden;

import io.repqc.compiler.run.NamedFiles;
import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The file that an input is read from. */
record RecordedData(String input, RecordedFile file) {

  /** Those of arguments {@code name=FILE}. */
  static List<RecordedData> of(Path golden, Graph graph, List<String> arguments) {
    List<String> problems = new ArrayList<>();
    List<String> names = graph.inputs().stream().map(Value::name).toList();
    Map<String, Path> files = NamedFiles.parse("input", names, arguments, problems);
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
    List<RecordedData> data = new ArrayList<>();
    files.forEach((name, file) -> data.add(new RecordedData(name, RecordedFile.of(golden, file))));
    return data;
  }

  String argument(Path golden) {
    return input + "=" + file.resolve(golden);
  }

  /** Whether an argument, {@code name=FILE} or {@code FILE}, names this file. */
  boolean isOf(Path golden, String argument) {
    String name = input + "=";
    String found = argument.startsWith(name) ? argument.substring(name.length()) : argument;
    return Recipe.isSame(file.resolve(golden), Path.of(found));
  }
}
