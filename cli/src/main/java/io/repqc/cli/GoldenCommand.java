package io.repqc.cli;

import io.repqc.cli.terminal.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code repqc golden}. */
@Command(
    name = "golden",
    description = {
      "Writes down what a network computes, to the bit, as a text that lies beside the model, and"
          + " compares it with what the network computes now.",
      "A golden file holds all options, so that a check needs no other."
    },
    subcommands = {GoldenRecordCommand.class, GoldenCheckCommand.class})
final class GoldenCommand implements Runnable {
  @Spec private CommandSpec spec;
  @ParentCommand private Repqc repqc;

  Console console() {
    return repqc.console();
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command given; there are golden record and golden check");
  }
}
