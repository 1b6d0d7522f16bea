package io.tributary.core.document;

import java.util.List;
import java.util.Optional;

/**
 * How the values of a table fared in one check that a contract asks for.
 *
 * @param check the contract rule's identity
 * @param column looked at; empty for a check of whole rows
 * @param checked rows that were looked at
 * @param violations rows at fault
 * @param quarantined how many of these went to quarantine
 * @param samples of rows at fault, {@link Sample#KEPT} at most
 */
public record CheckCount(
    String check,
    Optional<String> column,
    long checked,
    long violations,
    long quarantined,
    List<Sample> samples) {
  public CheckCount {
    samples = List.copyOf(samples);
  }
}
