package io.repqc.ir.fast;

/** How the integers of a window become one; in any order they give the same. */
enum Fold {
  LARGEST {
    @Override
    int one(int a, int b) {
      return Math.max(a, b);
    }

    @Override
    void line(int[] line, int[] from, int start) {
      for (int i = 0; i < line.length; i++) {
        line[i] = Math.max(line[i], from[start + i]);
      }
    }
  },
  SUM {
    @Override
    int one(int a, int b) {
      return a + b;
    }

    @Override
    void line(int[] line, int[] from, int start) {
      for (int i = 0; i < line.length; i++) {
        line[i] += from[start + i];
      }
    }
  };

  abstract int one(int a, int b);

  /** Folds the elements from {@code start} on into those of a line. */
  abstract void line(int[] line, int[] from, int start);
}
