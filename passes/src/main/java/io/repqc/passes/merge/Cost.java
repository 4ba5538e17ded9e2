package io.repqc.passes.merge;

/** What a part of a network takes: multiply-adds for one image, and numbers of its weights. */
public record Cost(long multiplyAdds, long parameters) {}
