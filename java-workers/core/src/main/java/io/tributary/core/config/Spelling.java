package io.tributary.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant by a word that is not known. */
public final class Spelling {
  private Spelling() {}

  /** The known word that is nearest, if it is near enough to be meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String wanted = folded(word);
    int enough = Math.max(1, wanted.length() / 3);
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - wanted.length()) <= enough)
        .filter(candidate -> distance(wanted, folded(candidate)) <= enough)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(wanted, folded(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The nearest known word as advice, else all known words. */
  public static String advice(String word, Collection<String> known) {
    return nearest(word, known)
        .map(near -> "did you mean " + near + "?")
        .orElseGet(() -> "write one of " + String.join(", ", known));
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How many letters have to be added, removed, changed or swapped with their neighbour. */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        edits[i][j] =
            Math.min(edits[i - 1][j - 1] + change, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
