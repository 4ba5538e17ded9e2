package io.repqc.cli;

import io.repqc.cli.terminal.Console;
import io.repqc.cli.terminal.Style;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code repqc} command. */
@Command(
    name = "repqc",
    description = "Compiles trained multi-branch networks into standalone int8 C or Java.",
    subcommands = {
      MergeCommand.class,
      QuantizeCommand.class,
      TuneCommand.class,
      CompileCommand.class,
      BenchCommand.class,
      GoldenCommand.class,
      InspectCommand.class,
      RunCommand.class,
      ConformCommand.class,
      ShapesCommand.class,
      CompletionCommand.class
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpWidth = 100,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it worked, and everything is as expected",
      "1:the network or a file is wrong, or something is not as expected",
      "2:the command line is wrong",
      "70:repqc has a bug",
      "130:it was stopped by Ctrl-C"
    },
    versionProvider = Repqc.Version.class)
public final class Repqc implements Runnable {
  @Spec private CommandSpec spec;

  private final Console console;

  private Repqc(Console console) {
    this.console = console;
  }

  Console console() {
    return console;
  }

  @Override
  public void run() {
    String commands = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "no command given; there are " + commands);
  }

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(execute(Console.system(), arguments));
  }

  /** Runs a command line and returns its exit status. */
  public static int execute(Console console, String... arguments) {
    Help.Ansi colours = console.style() == Style.PLAIN ? Help.Ansi.OFF : Help.Ansi.ON;
    CommandLine line =
        new CommandLine(new Repqc(console))
            .setOut(console.out())
            .setErr(console.err())
            .setColorScheme(Help.defaultColorScheme(colours))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Failures::reportUsage)
            .setExecutionExceptionHandler(
                (e, command, parsed) -> Failures.report(e, console.err()));
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return Failures.report(e, console.err());
    } finally {
      console.out().flush();
    }
  }

  /** The version that the build wrote into the jar's manifest. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Repqc.class.getPackage().getImplementationVersion();
      return new String[] {"repqc " + (version == null ? "(development)" : version)};
    }
  }
}
