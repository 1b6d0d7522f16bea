package io.tributary.core.config;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Parsers of names, choices, numbers and paths. */
final class Scalars {
  private static final Pattern PARTNER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern SETTING = Pattern.compile("spark\\.[A-Za-z0-9_.-]+");

  private Scalars() {}

  /** Any text, blank ones and white space included. */
  static String text(String text) {
    return text;
  }

  /** A text that says something. */
  static String filled(String text) throws RefusedValue {
    if (text.isBlank()) {
      throw new RefusedValue("is blank", "write a value, or remove the key");
    }
    return text;
  }

  static String partner(String text) throws RefusedValue {
    if (!PARTNER.matcher(text).matches()) {
      throw new RefusedValue(
          "is no partner name",
          "write at most 63 lower-case letters, digits and dashes, a letter or digit first,"
              + " such as overseas-1");
    }
    return text;
  }

  /** The name of a table: what members have before their date. */
  static String table(String text) throws RefusedValue {
    boolean control = text.chars().anyMatch(Character::isISOControl);
    if (text.isBlank() || !text.equals(text.strip()) || control || text.indexOf('/') >= 0) {
      throw new RefusedValue(
          "is no table name", "write it as in the members' names, such as room_rate");
    }
    return text;
  }

  static String column(String text) throws RefusedValue {
    if (ColumnName.normalise(text).isEmpty()) {
      throw new RefusedValue("is no column name", "write it as in the header, such as hotel_id");
    }
    return text;
  }

  static boolean bool(String text) throws RefusedValue {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new RefusedValue("is neither true nor false", "write true or false");
    };
  }

  /** A whole number within bounds. */
  static Parser<Integer> number(int least, int most) {
    return text -> Math.toIntExact(longNumber(least, most).parse(text));
  }

  /** A whole number within bounds. */
  static Parser<Long> longNumber(long least, long most) {
    return text -> {
      String right = "write a whole number from " + least + " to " + most;
      if (!text.matches("[+-]?[0-9]{1,18}")) {
        throw new RefusedValue("is no whole number", right);
      }
      long number = Long.parseLong(text);
      if (number < least || number > most) {
        throw new RefusedValue("is out of bounds", right);
      }
      return number;
    };
  }

  /** One constant of an enumeration, in lower case with dashes. */
  static <E extends Enum<E>> Parser<E> choice(Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      names.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return text -> type.getEnumConstants()[names.indexOf(oneOf(names).parse(text))];
  }

  /** One of some words, case ignored. */
  static Parser<String> oneOf(List<String> words) {
    return text -> {
      String word = text.toLowerCase(Locale.ROOT);
      if (!words.contains(word)) {
        throw new RefusedValue("is not known here", Spelling.advice(text, words));
      }
      return word;
    };
  }

  /** A file's name without folders. */
  static String fileName(String text) throws RefusedValue {
    if (filled(text).indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.matches("\\.+")) {
      throw new RefusedValue("is no file name", "write a name without folders");
    }
    return text;
  }

  static String glob(String text) throws RefusedValue {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + fileName(text));
      return text;
    } catch (PatternSyntaxException e) {
      throw new RefusedValue(
          "is no pattern for names", "write one such as *.tar.gz or {day,late}-*.tgz");
    }
  }

  /** A path on this machine; relative ones start at the folder of the partner file. */
  static Parser<Path> path(Path folder) {
    return text -> {
      if (filled(text).startsWith("-----BEGIN")) {
        throw new RefusedValue("is a key itself", "write the path of the file that holds it");
      }
      try {
        return folder.resolve(text).normalize();
      } catch (InvalidPathException e) {
        throw new RefusedValue("is no path", "write a file's path");
      }
    };
  }

  /** The name of a Spark setting. */
  static String sparkSetting(String text) throws RefusedValue {
    if (!SETTING.matcher(text).matches()) {
      throw new RefusedValue(
          "is no setting that can be made here",
          "write one that begins with spark., such as spark.sql.shuffle.partitions");
    }
    return text;
  }
}
