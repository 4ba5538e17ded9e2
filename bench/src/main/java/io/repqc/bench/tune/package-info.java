/** The table of docs/repq.md: what training for few bits gives, by method, network and bits. */
package io.repqc.bench.tune;
