package io.repqc.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code repqc completion}. */
@Command(
    name = "completion",
    description =
        "Prints a script that completes the command in bash or zsh: source <(repqc completion).")
final class CompletionCommand implements Runnable {
  @ParentCommand private Repqc repqc;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String script = AutoComplete.bash("repqc", spec.root().commandLine());
    repqc.console().out().print(script);
  }
}
