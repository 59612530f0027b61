package dev.pedigree.gateway.webhook;

/**
 * What is delivered of one change.
 *
 * @param id the same whenever it is delivered
 * @param body JSON
 */
record Message(String id, String body) {}
