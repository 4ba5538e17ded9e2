package io.repqc.tests.cli;

import io.repqc.compiler.Stages;
import io.repqc.compiler.tune.TuneListener;
import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TuneRequest;
import io.repqc.compiler.tune.TuneResult;
import io.repqc.compiler.tune.Tuner;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.BiFunction;

/** A tuner that a test answers for, in the place of the one on the class path. */
public final class FakeTuner implements Tuner {
  private static BiFunction<TuneRequest, TuneListener, TuneResult> answer;
  private static TunePlan plan;

  /** For the {@link java.util.ServiceLoader}. */
  public FakeTuner() {}

  @Override
  public TunePlan plan(TuneRequest request, Stages stages) {
    return plan;
  }

  @Override
  public TuneResult run(TuneRequest request, TuneListener listener) {
    listener.plan(plan);
    return answer.apply(request, listener);
  }

  /** Runs a command line with the fake, or with no tuner at all if {@code isThere} is false. */
  static CommandLineRun run(
      Path folder,
      boolean isThere,
      TunePlan plan,
      BiFunction<TuneRequest, TuneListener, TuneResult> answer,
      Object... arguments)
      throws IOException {
    FakeTuner.plan = plan;
    FakeTuner.answer = answer;
    Path services = folder.resolve("services");
    Files.writeString(services, FakeTuner.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(
        new Services(own, isThere ? List.of(services.toUri().toURL()) : List.of()));
    try {
      return CommandLineRun.of(arguments);
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  /** Knows other tuners than the class path does. */
  private static final class Services extends ClassLoader {
    private final List<URL> tuners;

    Services(ClassLoader parent, List<URL> tuners) {
      super(parent);
      this.tuners = tuners;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("META-INF/services/" + Tuner.class.getName())
          ? Collections.enumeration(tuners)
          : super.getResources(name);
    }
  }
}
