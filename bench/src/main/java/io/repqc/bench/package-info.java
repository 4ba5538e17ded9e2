/** Measurements of RepQC, beside its peers where there are any: medians of interleaved runs. */
package io.repqc.bench;
