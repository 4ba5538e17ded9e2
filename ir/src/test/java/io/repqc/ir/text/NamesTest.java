package io.repqc.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class NamesTest {

  @Test
  void namesOfExportersAreBare() {
    assertEquals("%396", Names.reference("396"));
    assertEquals("%onnx::Conv_123", Names.reference("onnx::Conv_123"));
    assertEquals(
        "%/features/0/conv/Conv_output_0", Names.reference("/features/0/conv/Conv_output_0"));
    assertEquals("%stem.conv-1", Names.reference("stem.conv-1"));
  }

  @Test
  void otherNamesAreQuoted() {
    assertEquals("%\"\"", Names.reference(""));
    assertEquals("%\"two words\"", Names.reference("two words"));
    assertEquals("%\"conv:0\"", Names.reference("conv:0"));
    assertEquals("%\"a:::b\"", Names.reference("a:::b"));
    assertEquals("%\"größe 重量 \uD83D\uDE00\"", Names.reference("größe 重量 \uD83D\uDE00"));
  }

  @Test
  void whatCannotBeSeenIsEscaped() {
    assertEquals("\"\\\"\\\\\\n\\r\\t\\u0000\"", Names.quote("\"\\\n\r\t\0"));
    assertEquals("\"\\u2028\\u202e\\ud800\"", Names.quote("\u2028\u202e\ud800"));
  }
}
