package io.repqc.codegen.java;

/**
 * A generated file.
 *
 * @param path below its root, with slashes
 */
public record JavaFile(JavaRoot root, String path, byte[] bytes) {}
