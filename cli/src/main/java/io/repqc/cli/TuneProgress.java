package io.repqc.cli;

import io.repqc.cli.picture.LearningCurve.Batch;
import io.repqc.cli.report.TunePlanReport;
import io.repqc.cli.report.TuneReport;
import io.repqc.cli.terminal.Console;
import io.repqc.cli.terminal.ProgressBar;
import io.repqc.cli.terminal.ProgressBars;
import io.repqc.compiler.Progress;
import io.repqc.compiler.tune.Epoch;
import io.repqc.compiler.tune.TuneListener;
import io.repqc.compiler.tune.TunePlan;
import java.util.ArrayList;
import java.util.List;

/** Shows how training goes: what is trained, a bar for its steps, and a line for each epoch. */
final class TuneProgress implements TuneListener, AutoCloseable {
  private final Console console;
  private final int epochs;
  private final boolean listsAll;
  private final StopSignal stop;
  private final ProgressBars stages;
  private final ProgressBar bar;
  private final List<Batch> batches = new ArrayList<>();
  private TunePlan plan;
  private String score = "";

  TuneProgress(Console console, int epochs, boolean listsAll, StopSignal stop) {
    this.console = console;
    this.epochs = epochs;
    this.listsAll = listsAll;
    this.stop = stop;
    this.stages = new ProgressBars(console);
    this.bar = console.progress("training");
  }

  /** The losses of the steps so far. */
  List<Batch> batches() {
    return batches;
  }

  @Override
  public Progress begin(String what) {
    stop.hear(false);
    bar.close();
    return stages.begin(what);
  }

  @Override
  public void plan(TunePlan plan) {
    this.plan = plan;
    print(listsAll ? TunePlanReport.all(plan, console.style()) : TunePlanReport.brief(plan));
  }

  @Override
  public void step(long step, long steps, double loss) {
    stop.hear(true);
    double epoch = (double) epochs * step / steps;
    batches.add(new Batch(epoch, loss));
    bar.say(TuneReport.moment((int) Math.ceil(epoch), epochs, loss, score));
    bar.advance(step, steps);
  }

  @Override
  public void epoch(Epoch epoch) {
    List<String> lines = new ArrayList<>();
    if (score.isEmpty()) {
      lines.add(TuneReport.heading(plan.metric(), console.style()));
    }
    lines.add(TuneReport.epoch(epoch, plan.metric()));
    score = TuneReport.score(epoch.score(), plan.metric());
    print(lines);
  }

  @Override
  public boolean isCancelled() {
    return stop.isGiven();
  }

  private void print(List<String> lines) {
    close();
    lines.forEach(console.out()::println);
    console.out().flush();
  }

  @Override
  public void close() {
    stages.close();
    bar.close();
  }
}
