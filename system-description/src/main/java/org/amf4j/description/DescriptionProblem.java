package org.amf4j.description;

/**
 * Something wrong with a description.
 *
 * @param line from 1
 * @param place the keys that lead there, for instance {@code groups[1].units.count}; empty for the whole text
 * @param text what is wrong and what to write instead
 */
public record DescriptionProblem(int line, String place, String text) {}
