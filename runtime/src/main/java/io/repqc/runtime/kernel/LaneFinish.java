package io.repqc.runtime.kernel;

/**
 * What becomes of exact sums of products that lie in floats.
 *
 * @param inFloats whether the sums with their biases are exact in floats, too, and are rounded by
 *     {@link OnnxFactors}
 */
public record LaneFinish(int inFloats, Finish finish) {
  /** What the sums of a channel start from: its bias, but for what is finer than products are. */
  float start(FinishWith with, int channel) {
    return inFloats == 0 ? 0 : with.bias()[channel] >> finish.shift();
  }

  /** The numbers of neighbouring channels. */
  void number(FinishWith with, int first, int count, LaneNumbers numbers) {
    for (int i = 0; i < count; i++) {
      numbers.start()[i] = start(with, first + i);
      if (inFloats != 0) {
        numbers.rest()[i] = rest(with, first + i);
        numbers.factor()[i] = factor(with.factors(), first + i);
        numbers.below()[i] = with.below() == null ? 0 : factor(with.below(), first + i);
      }
    }
  }

  private float unit() {
    return 1 << finish.shift();
  }

  private float rest(FinishWith with, int channel) {
    return with.bias()[channel] & ((1 << finish.shift()) - 1);
  }

  private float factor(Factors factors, int channel) {
    return ((OnnxFactors) factors).factors()[finish.uniform() != 0 ? 0 : channel];
  }

  /** Makes levels of the sums of one channel, in floats. */
  void levels(FinishWith with, int channel, float[] sums, float[] others, int count) {
    float rest = rest(with, channel);
    float factor = factor(with.factors(), channel);
    if (finish.to() == Finish.TO_LEAKY) {
      Lanes.scale(sums, unit(), rest, factor, factor(with.below(), channel), count);
      round(sums, count);
    } else {
      Lanes.round(
          sums, unit(), rest, factor, finish.lowest(), finish.highest(), firstZero(), count);
    }
    end(with, sums, others, count);
  }

  /** Makes levels of sums of neighbouring channels, in floats. */
  private void levels(
      FinishWith with, LaneNumbers numbers, float[] sums, float[] others, int count) {
    if (finish.to() == Finish.TO_LEAKY) {
      Lanes.scale(sums, unit(), numbers.rest(), numbers.factor(), numbers.below(), count);
      round(sums, count);
    } else {
      Lanes.round(
          sums,
          unit(),
          numbers.rest(),
          numbers.factor(),
          finish.lowest(),
          finish.highest(),
          firstZero(),
          count);
    }
    end(with, sums, others, count);
  }

  private void round(float[] products, int count) {
    Lanes.round(products, 1, 0, 1, finish.lowest(), finish.highest(), firstZero(), count);
  }

  /** What is rounded is added to something else before it becomes levels, or is levels. */
  private int firstZero() {
    return finish.to() == Finish.TO_ADDED ? 0 : finish.zero();
  }

  private void end(FinishWith with, float[] levels, float[] others, int count) {
    if (finish.to() == Finish.TO_ADDED) {
      add(levels, others, count);
    } else if (finish.to() == Finish.TO_TABLE) {
      for (int i = 0; i < count; i++) {
        levels[i] = with.table()[(int) levels[i]];
      }
    }
  }

  private void add(float[] steps, float[] others, int count) {
    int low = (1 << Lanes.CARRY_BITS) - 1;
    Lanes.addOther(
        steps,
        others,
        finish.otherZero(),
        finish.own() >> Lanes.CARRY_BITS,
        finish.own() & low,
        finish.others() >> Lanes.CARRY_BITS,
        finish.others() & low,
        count);
    Lanes.round(
        steps,
        1,
        0,
        ((OnnxFactors) finish.added()).factors()[0],
        finish.addedLowest(),
        finish.addedHighest(),
        finish.addedZero(),
        count);
  }

  /**
   * Finishes the sums of neighbouring channels of some places, each of which has a plane.
   *
   * @param sums the first of these planes
   * @param carries the first of those with what was carried, or -1
   * @param beside the plane for those of {@code others}
   * @param otherSteps from place to place, and from channel to channel
   * @param steps the same in the result
   */
  void places(
      FinishWith with,
      int channel,
      LaneNumbers numbers,
      float[][] planes,
      int sums,
      int carries,
      int places,
      int count,
      float[] others,
      int othersAt,
      int[] otherSteps,
      float[] beside,
      Object result,
      int resultAt,
      int[] steps) {
    for (int i = 0; i < places; i++) {
      int from = others == null ? 0 : othersAt + i * otherSteps[0];
      int otherStep = others == null ? 0 : otherSteps[1];
      if (inFloats == 0) {
        sums(
            with,
            channel,
            1,
            planes[sums + i],
            carries < 0 ? null : planes[carries + i],
            count,
            others,
            from,
            otherStep,
            result,
            resultAt + i * steps[0],
            steps[1]);
        continue;
      }
      if (others != null) {
        Lanes.gather(others, from, otherStep, beside, 0, count);
      }
      levels(with, numbers, planes[sums + i], beside, count);
    }
    if (inFloats != 0) {
      Lanes.scatter(planes, sums, places, (float[]) result, resultAt, steps[0], steps[1], count);
    }
  }

  /**
   * Finishes sums of places that lie steps apart, or of channels if they are channelStep apart, in
   * integers.
   *
   * @param carries what was carried from them, or null
   */
  void sums(
      FinishWith with,
      int channel,
      int channelStep,
      float[] sums,
      float[] carries,
      int count,
      float[] others,
      int othersAt,
      int otherStep,
      Object result,
      int resultAt,
      int step) {
    int[] products = new int[Finish.RUN];
    for (int start = 0; start < count; start += Finish.RUN) {
      int run = Math.min(count - start, Finish.RUN);
      for (int i = 0; i < run; i++) {
        int carry = carries == null ? 0 : (int) carries[start + i];
        products[i] = (int) sums[start + i] + (carry << Lanes.CARRY_BITS);
      }
      finish.run(
          with,
          products,
          run,
          channel + start * channelStep,
          channelStep,
          others,
          othersAt + start * otherStep,
          otherStep,
          result,
          resultAt + start * step,
          step);
    }
  }
}
