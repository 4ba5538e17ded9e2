package io.repqc.ir.op;

import io.repqc.ir.IrException;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** How many numbers become one. */
public enum ReduceFunction implements Family {
  MAX {
    @Override
    double floats(DoubleStream numbers) {
      return numbers.reduce(Double.NEGATIVE_INFINITY, Math::max);
    }

    @Override
    long integers(LongStream numbers, long smallest, long largest) {
      return numbers.reduce(smallest, Math::max);
    }
  },
  MEAN {
    @Override
    double floats(DoubleStream numbers) {
      return numbers.average().orElse(Double.NaN);
    }

    @Override
    long integers(LongStream numbers, long smallest, long largest) {
      long[] countAndSum = {0, 0};
      numbers.forEach(
          number -> {
            countAndSum[0]++;
            countAndSum[1] += number;
          });
      IrException.check(countAndSum[0] > 0, "reduce_mean: no integer is the mean of nothing");
      return countAndSum[1] / countAndSum[0];
    }
  },
  MIN {
    @Override
    double floats(DoubleStream numbers) {
      return numbers.reduce(Double.POSITIVE_INFINITY, Math::min);
    }

    @Override
    long integers(LongStream numbers, long smallest, long largest) {
      return numbers.reduce(largest, Math::min);
    }
  },
  PRODUCT {
    @Override
    double floats(DoubleStream numbers) {
      return numbers.reduce(1, (a, b) -> a * b);
    }

    @Override
    long integers(LongStream numbers, long smallest, long largest) {
      return numbers.reduce(1, (a, b) -> a * b);
    }
  },
  SUM {
    @Override
    double floats(DoubleStream numbers) {
      return numbers.reduce(0, Double::sum);
    }

    @Override
    long integers(LongStream numbers, long smallest, long largest) {
      return numbers.sum();
    }
  };

  abstract double floats(DoubleStream numbers);

  /** {@code smallest} and {@code largest} of the type are what a bound of nothing is. */
  abstract long integers(LongStream numbers, long smallest, long largest);

  @Override
  public String mnemonic() {
    return "reduce_" + name().toLowerCase(Locale.ROOT);
  }
}
