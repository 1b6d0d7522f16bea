package io.tributary.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * One random CSV member: its bytes and, separately, what they mean.
 *
 * @param name file name
 * @param bytes as delivered
 * @param columns its header
 * @param rows its well-formed records: value by column
 * @param malformed how many records of it are not
 * @param refused whether it has two records at least, and all have one field too many
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by name alone, or by Arrays.equals.
record RandomMember(
    String name,
    byte[] bytes,
    List<String> columns,
    List<Map<String, String>> rows,
    int malformed,
    boolean refused) {
  static final List<String> TABLES = List.of("room_rate", "booking", "note");

  private static final List<String> VALUES =
      List.of(
          "",
          "NULL",
          "\\N",
          "1",
          "2",
          "17.50",
          "2025-03-17",
          "한국어 서울",
          "a,b",
          "say \"hi\"",
          "two\nlines",
          "two\r\nlines",
          "lone\rreturn",
          "=1+1",
          "  spaced  ",
          "\"",
          "x".repeat(20_000));

  static RandomMember next(Random random, String name) {
    boolean single = name.startsWith("note_");
    List<String> columns = columns(random, single);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String end = random.nextInt(3) == 0 ? "\r\n" : "\n";
    if (random.nextInt(6) == 0) {
      out.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    }
    if (random.nextInt(12) == 0) {
      return new RandomMember(name, out.toByteArray(), List.of(), List.of(), 0, false);
    }
    write(out, String.join(",", columns) + end);
    List<Map<String, String>> rows = new ArrayList<>();
    int malformed = 0;
    int tooMany = 0;
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      if (random.nextInt(12) == 0) {
        byte[] record = malformed(random, columns.size(), last);
        out.writeBytes(record);
        boolean more = new String(record, StandardCharsets.UTF_8).startsWith("too");
        tooMany += more && tooMany == i ? 1 : 0;
        malformed++;
        if (!last || random.nextBoolean()) {
          write(out, end);
        }
        continue;
      }
      if (!single && random.nextInt(15) == 0) {
        write(out, end);
      }
      Map<String, String> row = row(random, columns, rows);
      rows.add(row);
      write(out, encode(random, columns, row));
      if (!last || random.nextBoolean()) {
        write(out, random.nextInt(10) == 0 ? "\n" : end);
      }
    }
    boolean refused = count > 1 && tooMany == count;
    return new RandomMember(name, out.toByteArray(), columns, rows, malformed, refused);
  }

  private static List<String> columns(Random random, boolean single) {
    if (single) {
      return List.of("text");
    }
    List<String> columns = new ArrayList<>(List.of("id", "day", "price", "board", "memo"));
    for (int drop = random.nextInt(3); drop > 0; drop--) {
      columns.remove(2 + random.nextInt(columns.size() - 2));
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(columns, random);
    }
    if (random.nextInt(4) == 0) {
      columns.replaceAll(
          column -> random.nextBoolean() ? column : " " + column.toUpperCase(Locale.ROOT) + " ");
    }
    return columns;
  }

  private static Map<String, String> row(
      Random random, List<String> columns, List<Map<String, String>> earlier) {
    if (!earlier.isEmpty() && random.nextInt(6) == 0) {
      return earlier.get(random.nextInt(earlier.size()));
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (String column : columns) {
      String key = column.trim().toLowerCase(Locale.ROOT);
      boolean keyColumn = key.equals("id") || key.equals("day");
      row.put(key, keyColumn ? "" + random.nextInt(8) : VALUES.get(random.nextInt(VALUES.size())));
    }
    return row;
  }

  private static String encode(Random random, List<String> columns, Map<String, String> row) {
    List<String> fields = new ArrayList<>();
    for (String column : columns) {
      String value = row.get(column.trim().toLowerCase(Locale.ROOT));
      boolean must =
          value.contains(",")
              || value.contains("\"")
              || value.contains("\n")
              || value.contains("\r\n")
              || value.endsWith("\r")
              || (columns.size() == 1 && value.isEmpty());
      boolean quote = must || random.nextInt(4) == 0;
      fields.add(quote ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
    }
    return String.join(",", fields);
  }

  private static byte[] malformed(Random random, int columns, boolean last) {
    String field = ",x".repeat(columns - 1);
    return switch (random.nextInt(last ? 5 : 4)) {
      case 0 -> RandomDelivery.utf8("st\"ray" + field);
      case 1 -> RandomDelivery.utf8("\"closed\"early" + field);
      case 2 -> RandomDelivery.utf8("too" + field + ",many");
      case 3 -> {
        byte[] invalid = RandomDelivery.utf8("?bytes" + field);
        invalid[0] = (byte) 0xFF;
        yield invalid;
      }
      default -> RandomDelivery.utf8("\"never closed" + field + "\n1,2,3");
    };
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(RandomDelivery.utf8(text));
  }
}
