package dev.pedigree.bench.lineage;

/**
 * A question and its answer.
 *
 * @param whole the count, and of ids the checksum
 */
record Asked(Question question, Answer whole) {}
