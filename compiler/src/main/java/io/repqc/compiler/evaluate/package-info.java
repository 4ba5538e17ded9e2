/** How good the answers of a network are, and how far those of two networks are apart. */
package io.repqc.compiler.evaluate;
