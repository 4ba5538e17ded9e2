package io.repqc.compiler.golden;

/** What a golden file holds: how it was recorded, and what the network did then. */
record Golden(Recipe recipe, Behaviour behaviour) {}
