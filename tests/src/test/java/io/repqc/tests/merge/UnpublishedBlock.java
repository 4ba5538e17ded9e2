package io.repqc.tests.merge;

import io.repqc.ir.Value;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.function.Predicate;

/** Linear blocks that nobody has published: what merges is the algebra, not a list. */
enum UnpublishedBlock implements Block {
  THREE_LEVELS(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value low = s.norm(PublishedBlock.QAREPVGG.on(s, x, place));
      Value middle = s.norm(s.add(low, PublishedBlock.ACNET.on(s, x, place)));
      Filter one = Filter.of(1, 1).groups(place.groups()).biased();
      Value high = s.norm(s.convolution(middle, place.channels(), one));
      return s.norm(s.add(high, PublishedBlock.REPVGG.on(s, x, place)));
    }
  },
  SUMS_OF_SUMS(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value left = s.add(threes(s, x, place), s.norm(ones(s, x, place)));
      Value right = s.subtract(threes(s, x, place), s.subtract(ones(s, x, place), left));
      return s.add(left, s.norm(s.add(right, left)));
    }
  },
  DIFFERENCES(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value negative = s.of(new Unary(UnaryFunction.NEG, s.norm(ones(s, x, place))));
      Value difference = s.subtract(negative, threes(s, x, place));
      Value flipped = s.subtract(s.constant(3), difference);
      return place.keepsShape() ? s.subtract(x, flipped) : flipped;
    }
  },
  QUOTIENTS(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value divisor = s.byChannel(s.trained(place.channels()), x);
      Value shifted = s.add(s.divide(threes(s, x, place), divisor), divisor);
      return s.add(shifted, s.divide(ones(s, x, place), s.constant(4)));
    }
  },
  CONCATENATED(place -> place.groups() == 1) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Place half = new Place(place.channels() / 2, 1, place.stride());
      Value left = s.add(threes(s, x, half), ones(s, x, half));
      Value right = s.subtract(threes(s, x, half), s.norm(ones(s, x, half)));
      return s.norm(s.concat(1, left, right));
    }
  },
  CUT_AND_JOINED(place -> place.groups() == 1) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value whole = threes(s, x, place);
      Value left = s.norm(s.slice(whole, 1, 0, 1));
      Value right = s.multiply(s.slice(whole, 1, 1, place.channels() - 1), s.constant(2));
      return s.add(s.concat(1, right, left), ones(s, x, place));
    }
  },
  EVERY_OTHER_CHANNEL(place -> place.groups() == 1) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value wide = s.add(threes(s, x, place), ones(s, x, place));
      return s.of(Slice.along(wide, 1, 3, 2, -2));
    }
  },
  DILATED(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Filter spread = Filter.of(3, 3).dilation(2).same().stride(place.stride());
      Value branch = s.norm(s.convolution(x, place.channels(), spread.groups(place.groups())));
      Value sum = s.add(branch, s.norm(ones(s, x, place)));
      return place.keepsShape() ? s.add(sum, x) : sum;
    }
  },
  AVERAGED(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value counted = s.norm(s.average(x, place.filter(3, 3), true));
      Value borderless = s.average(s.pad(x, PadMode.CONSTANT, 0, 1, 1), inner(place), false);
      return s.add(s.add(threes(s, x, place), counted), s.subtract(ones(s, x, place), borderless));
    }

    private Filter inner(Place place) {
      return place.filter(3, 3).border(0, 0);
    }
  },
  THIN_AFTER_THIN(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Filter across = Filter.of(1, 3).same().groups(place.groups());
      Filter down = place.filter(3, 1).biased();
      Value wide = s.convolution(x, 2 * place.channels(), across);
      return s.add(s.convolution(wide, place.channels(), down), ones(s, x, place));
    }
  },
  FULL_BORDER_FIRST(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Filter first = Filter.of(3, 3).border(2, 2).groups(place.groups()).biased();
      Value wide = s.convolution(x, 4 * place.channels(), first);
      return s.norm(s.convolution(wide, place.channels(), place.filter(3, 3).border(0, 0)));
    }
  },
  STRIDED_FIRST(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value wide = s.convolution(x, 3 * place.channels(), place.filter(3, 3).biased());
      Filter one = Filter.of(1, 1).groups(place.groups()).biased();
      return s.add(s.convolution(wide, place.channels(), one), ones(s, x, place));
    }
  },
  CROPPED(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Filter valid = place.filter(3, 3).border(0, 0);
      Value late = s.slice(s.slice(x, 2, 2, x.type().dim(2) - 2), 3, 2, x.type().dim(3) - 2);
      Value corner = s.convolution(late, place.channels(), valid.size(1, 1));
      return s.add(s.norm(s.convolution(x, place.channels(), valid)), corner);
    }
  },
  CONSTANT_BORDER(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Filter one = Filter.of(1, 1).groups(place.groups());
      Value shifted = s.add(s.convolution(x, place.channels(), one), s.constant(0.5));
      Value ring = s.pad(shifted, PadMode.CONSTANT, 0.5, 1, 1);
      Value five = s.convolution(x, place.channels(), place.filter(5, 5));
      return s.add(s.convolution(ring, place.channels(), place.filter(3, 3).border(0, 0)), five);
    }
  };

  private final Predicate<Place> places;

  UnpublishedBlock(Predicate<Place> places) {
    this.places = places;
  }

  @Override
  public boolean allows(Place place) {
    return places.test(place);
  }

  private static Value threes(Sketch s, Value x, Place place) {
    return s.norm(s.convolution(x, place.channels(), place.filter(3, 3)));
  }

  private static Value ones(Sketch s, Value x, Place place) {
    return s.convolution(x, place.channels(), place.filter(1, 1).biased());
  }
}
