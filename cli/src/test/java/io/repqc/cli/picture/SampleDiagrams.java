package io.repqc.cli.picture;

import io.repqc.cli.picture.Diagram.Edge;
import io.repqc.cli.picture.Diagram.Kind;
import io.repqc.cli.picture.Diagram.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Networks of the kinds that the pictures must show well. */
final class SampleDiagrams {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<String, String> shapes = new LinkedHashMap<>();
  private String shape = "1×3×32×32";

  static Map<String, Diagram> all() {
    Map<String, Diagram> all = new LinkedHashMap<>();
    all.put("repvgg", repVgg(22));
    all.put("dbb", dbb(6));
    all.put("mobileone", mobileOne(5));
    all.put("residual", residual(9));
    all.put("unet", uNet(4));
    all.put("many-ends", manyEnds());
    all.put("inception", inception(3));
    all.put("dense", dense(8));
    return all;
  }

  /**
   * Blocks of a 3x3 convolution, a 1x1 convolution and the identity, each with its normalization.
   */
  static Diagram repVgg(int blocks) {
    SampleDiagrams net = new SampleDiagrams();
    String x = net.input("image");
    for (int block = 0; block < blocks; block++) {
      boolean changes = block % 6 == 0;
      net.shape = "1×%d×%d×%d".formatted(16 << block / 6, 32 >> block / 6, 32 >> block / 6);
      String wide = net.norm(net.conv("3×3", x));
      String narrow = net.norm(net.conv("1×1", x));
      String sum = net.add(wide, narrow);
      x = net.relu(changes ? sum : net.add(sum, net.norm(x)));
    }
    return net.finished(net.head(x));
  }

  /** Diverse branch blocks: four branches, two of them chains. */
  static Diagram dbb(int blocks) {
    SampleDiagrams net = new SampleDiagrams();
    String x = net.input("image");
    for (int block = 0; block < blocks; block++) {
      String wide = net.norm(net.conv("3×3", x));
      String narrow = net.norm(net.conv("1×1", x));
      String chain = net.norm(net.conv("3×3", net.norm(net.conv("1×1", x))));
      String average = net.norm(net.pool("average 3×3", net.norm(net.conv("1×1", x))));
      x = net.relu(net.add(wide, narrow, chain, average));
    }
    return net.finished(net.head(x));
  }

  /** Depthwise and pointwise blocks with equal branches and a normalized identity. */
  static Diagram mobileOne(int blocks) {
    SampleDiagrams net = new SampleDiagrams();
    String x = net.input("image");
    for (int block = 0; block < blocks; block++) {
      String kernel = block % 2 == 0 ? "3×3" : "1×1";
      List<String> branches = new ArrayList<>();
      for (int branch = 0; branch < 4; branch++) {
        branches.add(net.norm(net.conv(kernel, x)));
      }
      branches.add(net.norm(net.conv("1×1", x)));
      branches.add(net.norm(x));
      String sum = branches.get(0);
      for (String branch : branches.subList(1, branches.size())) {
        sum = net.add(sum, branch);
      }
      x = net.relu(sum);
    }
    return net.finished(net.head(x));
  }

  /** Residual blocks; every third one changes the size, with a convolution beside it. */
  static Diagram residual(int blocks) {
    SampleDiagrams net = new SampleDiagrams();
    String x = net.relu(net.norm(net.conv("7×7", net.input("image"))));
    for (int block = 0; block < blocks; block++) {
      String inner = net.relu(net.norm(net.conv("3×3", x)));
      String deep = net.norm(net.conv("3×3", inner));
      String beside = block % 3 == 2 ? net.norm(net.conv("1×1", x)) : x;
      x = net.relu(net.add(deep, beside));
    }
    return net.finished(net.head(x));
  }

  /** Down and up again, with a long way across on each level. */
  static Diagram uNet(int levels) {
    SampleDiagrams net = new SampleDiagrams();
    String x = net.input("image");
    List<String> across = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      net.shape = "1×%d×%d×%d".formatted(16 << level, 256 >> level, 256 >> level);
      x = net.relu(net.conv("3×3", net.relu(net.conv("3×3", x))));
      across.add(x);
      x = net.pool("max 2×2", x);
    }
    x = net.relu(net.conv("3×3", x));
    for (int level = levels - 1; level >= 0; level--) {
      String grown = net.op("Resize ×2", List.of("nearest"), Kind.SHAPE, x);
      String both = net.op("Concat", List.of(), Kind.SHAPE, across.get(level), grown);
      x = net.relu(net.conv("3×3", both));
    }
    return net.finished(x);
  }

  /** Three inputs that meet at different depths, and outputs on the way. */
  static Diagram manyEnds() {
    SampleDiagrams net = new SampleDiagrams();
    String image = net.relu(net.conv("3×3", net.input("image")));
    String early = net.op("Softmax", List.of(), Kind.ACTIVATION, net.pool("global average", image));
    String deep = image;
    for (int i = 0; i < 4; i++) {
      deep = net.relu(net.conv("3×3", deep));
    }
    String extra = net.op("Dense", List.of("12 → 64"), Kind.CONVOLUTION, net.input("a sensor"));
    String joined = net.op("Concat", List.of(), Kind.SHAPE, deep, extra, net.input("a late state"));
    String boxes = net.conv("1×1", joined);
    String classes = net.op("Sigmoid", List.of(), Kind.ACTIVATION, net.conv("1×1", joined));
    return net.finished(early, boxes, classes, joined);
  }

  /** Blocks of six branches that a concatenation joins. */
  static Diagram inception(int blocks) {
    SampleDiagrams net = new SampleDiagrams();
    String x = net.input("image");
    for (int block = 0; block < blocks; block++) {
      String a = net.conv("1×1", x);
      String b = net.conv("3×3", net.conv("1×1", x));
      String c = net.conv("5×5", net.conv("1×1", x));
      String d = net.conv("3×3", net.conv("3×3", net.conv("1×1", x)));
      String e = net.conv("1×1", net.pool("max 3×3", x));
      String f = net.conv("1×7", net.conv("7×1", x));
      x = net.relu(net.op("Concat", List.of("channels"), Kind.SHAPE, a, b, c, d, e, f));
    }
    return net.finished(net.head(x));
  }

  /** Every layer reads all before it. */
  static Diagram dense(int layers) {
    SampleDiagrams net = new SampleDiagrams();
    List<String> all = new ArrayList<>(List.of(net.input("image")));
    for (int layer = 0; layer < layers; layer++) {
      String both = net.op("Concat", List.of(), Kind.SHAPE, all.toArray(String[]::new));
      all.add(net.conv("3×3", both));
    }
    return net.finished(all.get(all.size() - 1));
  }

  /** One box below the other. */
  static Diagram chain(int length) {
    SampleDiagrams net = new SampleDiagrams();
    String x = net.input("image");
    for (int i = 0; i < length; i++) {
      x = net.relu(x);
    }
    return net.finished(x);
  }

  private String input(String name) {
    return op(name, List.of("f32"), Kind.INPUT);
  }

  private String head(String x) {
    shape = "1×128";
    String pooled = pool("global average", x);
    shape = "1×10";
    return op("Dense", List.of("128 → 10"), Kind.CONVOLUTION, pooled);
  }

  private String conv(String kernel, String x) {
    return op("Conv " + kernel, List.of("64 → 64, /2"), Kind.CONVOLUTION, x);
  }

  private String norm(String x) {
    return op("BatchNorm", List.of(), Kind.NORMALIZATION, x);
  }

  private String relu(String x) {
    return op("Relu", List.of(), Kind.ACTIVATION, x);
  }

  private String pool(String what, String x) {
    return op("Pool", List.of(what), Kind.POOL, x);
  }

  private String add(String... terms) {
    return op("Add", List.of(), Kind.ELEMENTWISE, terms);
  }

  private String op(String title, List<String> details, Kind kind, String... operands) {
    String id = "%" + nodes.size();
    nodes.add(new Node(id, title, details, id + " " + title, kind));
    for (String operand : operands) {
      edges.add(new Edge(operand, id, shapes.get(operand)));
    }
    shapes.put(id, shape);
    return id;
  }

  private Diagram finished(String... results) {
    for (String result : results) {
      op("output", List.of("f32"), Kind.OUTPUT, result);
    }
    return new Diagram(nodes, edges);
  }
}
