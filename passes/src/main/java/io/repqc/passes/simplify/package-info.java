/**
 * Rules that make a graph smaller and mean the same: constants, identities, reshapes, transposes.
 */
package io.repqc.passes.simplify;
