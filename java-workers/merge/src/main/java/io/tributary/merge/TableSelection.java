package io.tributary.merge;

import io.tributary.core.error.ConfigurationException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tables an instance of the command merges.
 *
 * @param named by the command line; with none, and without {@code others}, all are meant
 * @param others whether all tables that the partner file does not list are meant, too
 * @param only limits whatever was chosen; empty: no limit
 */
record TableSelection(Collection<String> named, boolean others, Collection<String> only) {

  /**
   * The chosen tables, in order of their names.
   *
   * @param listed in the partner file
   * @param known of the delivery and of earlier days
   * @throws ConfigurationException when a name is neither listed nor known
   */
  Set<String> chosen(Set<String> listed, Set<String> known) {
    Set<String> all = new TreeSet<>(listed);
    all.addAll(known);
    Set<String> unknown = new LinkedHashSet<>(named);
    unknown.addAll(only);
    unknown.removeAll(all);
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "no table "
              + String.join(", ", unknown)
              + " in the partner file or the delivery; there"
              + (all.isEmpty() ? " is none" : " are " + String.join(", ", all)));
    }
    Set<String> chosen = new TreeSet<>(named);
    if (others) {
      known.stream().filter(table -> !listed.contains(table)).forEach(chosen::add);
    }
    if (named.isEmpty() && !others) {
      chosen.addAll(all);
    }
    if (!only.isEmpty()) {
      chosen.retainAll(List.copyOf(only));
    }
    return chosen;
  }
}
