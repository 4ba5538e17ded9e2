package io.repqc.runtime.kernel;

/** Two tensors, added on a common scale. */
public record ScaledSum(
    int[] sizes,
    int[] a,
    int[] b,
    int[] y,
    int[] channel,
    Steps aSteps,
    Steps bSteps,
    int aMultiplier,
    int bMultiplier,
    Finish finish) {
  public void run(
      FinishWith with, Object aTerm, int aAt, Object bTerm, int bAt, Object result, int resultAt) {
    int aStep = Axes.last(a);
    int bStep = Axes.last(b);
    int yStep = Axes.last(y);
    int channelStep = Axes.last(channel);
    int[] index = new int[sizes.length];
    int[] sums = new int[Finish.RUN];
    int[] others = new int[Finish.RUN];
    do {
      int aFrom = aAt + Axes.distance(index, a);
      int bFrom = bAt + Axes.distance(index, b);
      int to = resultAt + Axes.distance(index, y);
      int first = Axes.distance(index, channel);
      for (int start = 0; start < Axes.last(sizes); start += Finish.RUN) {
        int count = Math.min(Axes.last(sizes) - start, Finish.RUN);
        aSteps.read(aTerm, aFrom + start * aStep, aStep, count, sums);
        bSteps.read(bTerm, bFrom + start * bStep, bStep, count, others);
        for (int i = 0; i < count; i++) {
          sums[i] = sums[i] * aMultiplier + others[i] * bMultiplier;
        }
        finish.run(
            with,
            sums,
            count,
            first + start * channelStep,
            channelStep,
            result,
            to + start * yStep,
            yStep);
      }
    } while (Axes.nextRun(sizes, index));
  }
}
