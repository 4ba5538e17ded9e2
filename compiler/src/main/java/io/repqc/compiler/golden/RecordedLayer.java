package io.repqc.compiler.golden;

/**
 * A value of the network by its user's name, the type of an item of it, and its numbers' digest.
 */
record RecordedLayer(String name, String digest, String type) {}
