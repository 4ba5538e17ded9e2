package io.repqc.runtime.kernel;

/** The products of two tensors' elements. */
public record Multiply(
    int[] sizes,
    int[] a,
    int[] b,
    int[] y,
    int[] channel,
    Steps aSteps,
    Steps bSteps,
    Finish finish) {
  public void run(
      FinishWith with, Object one, int oneAt, Object two, int twoAt, Object result, int resultAt) {
    int[] index = new int[sizes.length];
    int[] products = new int[Finish.RUN];
    int[] others = new int[Finish.RUN];
    do {
      int first = oneAt + Axes.distance(index, a);
      int second = twoAt + Axes.distance(index, b);
      int to = resultAt + Axes.distance(index, y);
      int own = Axes.distance(index, channel);
      for (int start = 0; start < Axes.last(sizes); start += Finish.RUN) {
        int count = Math.min(Axes.last(sizes) - start, Finish.RUN);
        aSteps.read(one, first + start * Axes.last(a), Axes.last(a), count, products);
        bSteps.read(two, second + start * Axes.last(b), Axes.last(b), count, others);
        for (int i = 0; i < count; i++) {
          products[i] *= others[i];
        }
        finish.run(
            with,
            products,
            count,
            own + start * Axes.last(channel),
            Axes.last(channel),
            result,
            to + start * Axes.last(y),
            Axes.last(y));
      }
    } while (Axes.nextRun(sizes, index));
  }
}
