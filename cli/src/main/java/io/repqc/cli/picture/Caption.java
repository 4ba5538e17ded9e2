package io.repqc.cli.picture;

import java.util.List;

/**
 * What stands in the box of a value: its op in a few words, some lines of attributes, and its kind.
 */
record Caption(String title, List<String> details, Diagram.Kind kind) {

  /** A caption whose empty details are left out. */
  static Caption of(Diagram.Kind kind, String title, String... details) {
    return new Caption(
        title, List.of(details).stream().filter(detail -> !detail.isEmpty()).toList(), kind);
  }
}
