package io.repqc.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code repqc} command. */
@Command(
    name = "repqc",
    description = "Compiles trained multi-branch networks into standalone int8 C or Java.",
    mixinStandardHelpOptions = true,
    versionProvider = Repqc.Version.class)
public final class Repqc implements Runnable {

  private Repqc() {}

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Repqc()).execute(arguments));
  }

  /** The version that the build wrote into the jar's manifest. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"repqc " + Repqc.class.getPackage().getImplementationVersion()};
    }
  }
}
