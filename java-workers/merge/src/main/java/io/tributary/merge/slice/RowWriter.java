package io.tributary.merge.slice;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the records of one variant as rows of the product: RFC 4180, {@code \n}, an absent column
 * is an empty field. Fields that already look so are copied as they are, neighbours at once; a
 * header that is a prefix of the product's is the whole record at once.
 */
final class RowWriter {
  private final VariantLayout variant;
  private final Run[] runs;
  private final FieldView field;

  /**
   * Neighbouring fields of the record that are neighbours in the row; absent columns if negative.
   */
  private record Run(int fromField, int toField, int absent) {}

  RowWriter(VariantLayout variant) {
    this.variant = variant;
    this.runs = runs(variant.sources());
    this.field = new FieldView(variant.quote());
  }

  private static Run[] runs(int[] sources) {
    List<Run> runs = new ArrayList<>();
    int at = 0;
    while (at < sources.length) {
      int from = at;
      if (sources[at] < 0) {
        while (at < sources.length && sources[at] < 0) {
          at++;
        }
        runs.add(new Run(-1, -1, at - from));
      } else {
        at++;
        while (at < sources.length && sources[at] == sources[at - 1] + 1) {
          at++;
        }
        runs.add(new Run(sources[from], sources[at - 1], 0));
      }
    }
    return runs.toArray(Run[]::new);
  }

  /** Writes a row with its line end. */
  void write(SlicedRecord record, GrowingBytes out) {
    int rowStart = out.size();
    if (variant.copyable() && !record.loneReturn()) {
      copy(record, out);
    } else {
      encode(record, out);
    }
    if (out.size() == rowStart) {
      // One column, empty: a blank line would be no row to most readers.
      out.add((byte) '"');
      out.add((byte) '"');
    }
    out.add((byte) '\n');
  }

  private void copy(SlicedRecord record, GrowingBytes out) {
    out.reserve(record.length() + variant.sources().length + 2);
    byte[] bytes = record.bytes();
    int start = record.start();
    int[] ends = record.ends();
    boolean first = true;
    for (Run run : runs) {
      if (!first) {
        out.put((byte) ',');
      }
      first = false;
      for (int i = 1; i < run.absent(); i++) {
        out.put((byte) ',');
      }
      if (run.absent() == 0) {
        int from = run.fromField() == 0 ? 0 : ends[run.fromField() - 1] + 1;
        out.put(bytes, start + from, ends[run.toField()] - from);
      }
    }
  }

  private void encode(SlicedRecord record, GrowingBytes out) {
    int[] sources = variant.sources();
    for (int column = 0; column < sources.length; column++) {
      if (column > 0) {
        out.add((byte) ',');
      }
      if (sources[column] >= 0) {
        field.look(record, sources[column]);
        encode(field, out);
      }
    }
  }

  private static void encode(FieldView field, GrowingBytes out) {
    byte[] bytes = field.bytes();
    boolean quote = field.wasQuoted();
    for (int at = field.from(); at < field.to() && !quote; at++) {
      byte b = bytes[at];
      quote = b == ',' || b == '"' || b == '\n' || b == '\r';
    }
    if (!quote) {
      out.add(bytes, field.from(), field.length());
      return;
    }
    out.reserve(2 * field.length() + 2);
    out.put((byte) '"');
    for (int at = field.from(); at < field.to(); at++) {
      if (bytes[at] == '"') {
        out.put((byte) '"');
      }
      out.put(bytes[at]);
    }
    out.put((byte) '"');
  }
}
