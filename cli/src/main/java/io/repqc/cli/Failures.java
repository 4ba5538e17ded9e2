package io.repqc.cli;

import io.repqc.ir.ModelException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user is told when something goes wrong, and with which exit status. */
final class Failures {
  static final int USERS_ERROR = 1;
  static final int WRONG_COMMAND_LINE = 2;
  static final int OUR_BUG = 70;

  private Failures() {}

  static int report(Throwable failure, PrintWriter err) {
    if (failure instanceof ModelException e) {
      e.problems().forEach(problem -> say(err, problem));
      return USERS_ERROR;
    }
    if (failure instanceof OutOfMemoryError) {
      say(
          err,
          "the memory that Java may use is too small for this;"
              + " allow more, for example: JAVA_TOOL_OPTIONS=-Xmx8g repqc ...");
      return USERS_ERROR;
    }
    say(err, "this is a bug in repqc; please report it with what follows and the file");
    failure.printStackTrace(err);
    return OUR_BUG;
  }

  static int reportUsage(ParameterException failure, String[] arguments) {
    CommandLine line = failure.getCommandLine();
    PrintWriter err = line.getErr();
    say(err, repeated(line, arguments).orElse(failure.getMessage()));
    UnmatchedArgumentException.printSuggestions(failure, err);
    say(err, "%s --help says more".formatted(line.getCommandSpec().qualifiedName()));
    return WRONG_COMMAND_LINE;
  }

  /** Of an option that stands twice, picocli tells the values of all that belong together. */
  private static Optional<String> repeated(CommandLine line, String[] arguments) {
    return line.getCommandSpec().options().stream()
        .filter(option -> !option.isMultiValue() && !option.typeInfo().isBoolean())
        .filter(option -> Arrays.stream(arguments).filter(word -> gives(word, option)).count() > 1)
        .map(option -> option.longestName() + " is given more than once")
        .findFirst();
  }

  private static boolean gives(String word, OptionSpec option) {
    return Arrays.stream(option.names())
        .anyMatch(name -> word.equals(name) || word.startsWith(name + "="));
  }

  /** What is no failure, but should be known. */
  static void warn(PrintWriter err, String sentence) {
    say(err, "warning: " + sentence);
  }

  static void say(PrintWriter err, String sentence) {
    err.println("repqc: " + sentence);
  }
}
