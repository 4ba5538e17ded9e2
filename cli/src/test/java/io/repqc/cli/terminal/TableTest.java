package io.repqc.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TableTest {

  @Test
  void columnsAreAsWideAsTheirCells() {
    Table table = new Table(Set.of(2));
    table.add("layer", "op", "MACs", "");
    table.add("a", "convolution", "7", "");

    assertEquals(List.of("layer  op           MACs", "a      convolution     7"), table.lines());
  }

  @Test
  void aLongNameLosesItsMiddle() {
    Table table = new Table(Set.of());
    table.add("/start" + "x".repeat(100) + "end", "y".repeat(80));

    assertEquals(1, table.lines().size());
    assertTrue(table.lines().get(0).startsWith("/startx...xxxxxend  yyy"), table.lines()::toString);
    assertEquals(Table.WIDTH, table.lines().get(0).length());
  }

  @Test
  void namesThatDifferInTheMiddleStayWhole() {
    Table table = new Table(Set.of());
    for (String middle : List.of("one", "two")) {
      table.add("/start" + "x".repeat(50) + middle + "x".repeat(50), "y");
    }

    assertTrue(table.lines().get(0).contains("xonex"), table.lines()::toString);
    assertTrue(table.lines().get(1).contains("xtwox"), table.lines()::toString);
  }
}
