package io.repqc.tests.merge;

import io.repqc.ir.Value;
import io.repqc.ir.op.PadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The blocks of published networks, as their authors train them. */
enum PublishedBlock implements Block {
  REPVGG(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      return withIdentity(s, x, place, branches(s, x, place, 1));
    }
  },
  QAREPVGG(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value three = s.norm(s.convolution(x, place.channels(), place.filter(3, 3)));
      Value sum = s.add(three, s.convolution(x, place.channels(), place.filter(1, 1)));
      return s.norm(place.keepsShape() ? s.add(sum, x) : sum);
    }
  },
  MOBILEONE(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      return withIdentity(s, x, place, branches(s, x, place, 4));
    }
  },
  MOBILEONE_POINTWISE(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value one = s.norm(s.convolution(x, place.channels(), place.filter(1, 1)));
      Value two = s.norm(s.convolution(x, place.channels(), place.filter(1, 1)));
      return withIdentity(s, x, place, List.of(one, two));
    }
  },
  ACNET(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      return s.sum(
          List.of(
              s.norm(s.convolution(x, place.channels(), place.filter(3, 3))),
              s.norm(s.convolution(x, place.channels(), place.filter(3, 1))),
              s.norm(s.convolution(x, place.channels(), place.filter(1, 3)))));
    }
  },
  ACNET_CROPPED(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value rows = s.slice(x, 2, 1, x.type().dim(2) - 2);
      Value columns = s.pad(x, PadMode.CONSTANT, 0, 0, -1);
      return s.sum(
          List.of(
              s.norm(s.convolution(x, place.channels(), place.filter(3, 3).border(0, 0))),
              s.norm(s.convolution(columns, place.channels(), place.filter(3, 1).border(0, 0))),
              s.norm(s.convolution(rows, place.channels(), place.filter(1, 3).border(0, 0)))));
    }
  },
  DIVERSE_BRANCH(place -> !place.isDepthwise()) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Filter one = Filter.of(1, 1).groups(place.groups());
      Filter valid = place.filter(3, 3).border(0, 0);
      Value weight = s.trained(place.channels(), place.channels() / place.groups(), 1, 1);
      Value nearUnit = s.add(weight, s.unit(place.channels(), place.groups()));
      Value inner = s.norm(s.convolution(x, nearUnit, one));
      Value pooled = s.norm(s.convolution(x, place.channels(), one));
      return s.sum(
          List.of(
              s.norm(s.convolution(x, place.channels(), place.filter(3, 3))),
              s.norm(s.convolution(x, place.channels(), place.filter(1, 1))),
              s.norm(
                  s.convolution(s.bordered(inner, s.zeroOf(inner), 1, 1), place.channels(), valid)),
              s.norm(s.average(s.joined(pooled, s.zeroOf(pooled)), valid, true))));
    }
  },
  DIVERSE_BRANCH_DEPTHWISE(Place::isDepthwise) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Filter one = Filter.of(1, 1).groups(place.groups());
      Value inner = s.norm(s.convolution(x, 2 * place.channels(), one));
      Value ring = s.bordered(inner, s.zeroOf(inner), 1, 1);
      return s.sum(
          List.of(
              s.norm(s.convolution(x, place.channels(), place.filter(3, 3))),
              s.norm(s.convolution(ring, place.channels(), place.filter(3, 3).border(0, 0))),
              s.norm(s.average(x, place.filter(3, 3), true))));
    }
  },
  OREPA(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      return s.norm(s.convolution(x, new OnlineWeights(s, place).kernel(), place.filter(3, 3)));
    }
  },
  OREPA_VGG(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value online = s.convolution(x, new OnlineWeights(s, place).kernel(), place.filter(3, 3));
      Value one = s.convolution(x, place.channels(), place.filter(1, 1));
      return withIdentity(s, x, place, List.of(s.norm(online), s.norm(one)));
    }
  },
  OREPA_LARGE(place -> place.groups() == 1) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      return s.norm(
          s.convolution(x, new OnlineWeights(s, place).largeKernel(), place.filter(7, 7)));
    }
  },
  EDGE_ORIENTED(place -> place.groups() == 1 && place.stride() == 1) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      List<Value> branches = new ArrayList<>();
      branches.add(s.convolution(x, place.channels(), place.filter(3, 3).biased()));
      Value wide = ringed(s, x, 2 * place.channels());
      branches.add(s.convolution(wide, place.channels(), Filter.of(3, 3).biased()));
      for (List<Double> edge : EDGES) {
        Value scale = s.trained(place.channels(), 1, 1, 1);
        Value kernel = s.multiply(scale, s.constants(edge, 1, 1, 3, 3));
        Filter depthwise = Filter.of(3, 3).groups(place.channels()).biased();
        branches.add(s.convolution(ringed(s, x, place.channels()), kernel, depthwise));
      }
      branches.add(x);
      return s.sum(branches);
    }
  },
  LARGE_KERNEL(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      return s.add(
          s.norm(s.convolution(x, place.channels(), place.filter(9, 9))),
          s.norm(s.convolution(x, place.channels(), place.filter(3, 3))));
    }
  },
  LINEAR_ADDITION(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      Value three = scaled(s, s.convolution(x, place.channels(), place.filter(3, 3)));
      Value sum = s.add(three, scaled(s, s.convolution(x, place.channels(), place.filter(1, 1))));
      return s.norm(place.keepsShape() ? s.add(sum, scaled(s, x)) : sum);
    }
  },
  SCALED_BEFORE(place -> true) {
    @Override
    public Value on(Sketch s, Value x, Place place) {
      return s.add(
          s.convolution(scaled(s, x), place.channels(), place.filter(3, 3)),
          s.convolution(scaled(s, x), place.channels(), place.filter(1, 1)));
    }
  };

  /** Sobel across, Sobel down, Laplace. */
  private static final List<List<Double>> EDGES =
      List.of(
          List.of(1.0, 0.0, -1.0, 2.0, 0.0, -2.0, 1.0, 0.0, -1.0),
          List.of(1.0, 2.0, 1.0, 0.0, 0.0, 0.0, -1.0, -2.0, -1.0),
          List.of(0.0, 1.0, 0.0, 1.0, -4.0, 1.0, 0.0, 1.0, 0.0));

  private final Predicate<Place> places;

  PublishedBlock(Predicate<Place> places) {
    this.places = places;
  }

  @Override
  public boolean allows(Place place) {
    return places.test(place);
  }

  /** So many 3x3 branches and a 1x1 branch. */
  private static List<Value> branches(Sketch s, Value x, Place place, int count) {
    List<Value> branches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      branches.add(s.norm(s.convolution(x, place.channels(), place.filter(3, 3))));
    }
    branches.add(s.norm(s.convolution(x, place.channels(), place.filter(1, 1))));
    return branches;
  }

  private static Value withIdentity(Sketch s, Value x, Place place, List<Value> branches) {
    Value sum = s.sum(branches);
    return place.keepsShape() ? s.add(sum, s.norm(x)) : sum;
  }

  /** A 1x1 convolution with a ring of its own bias. */
  private static Value ringed(Sketch s, Value x, int channels) {
    Value inner = s.convolution(x, channels, Filter.of(1, 1).biased());
    return s.joined(inner, s.biasOf(inner));
  }

  private static Value scaled(Sketch s, Value x) {
    return s.multiply(x, s.byChannel(s.trained(x.type().dim(1)), x));
  }
}
