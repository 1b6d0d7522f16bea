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

  /** Whether a row is a record as it is, and never a blank line. */
  private final boolean whole;

  /**
   * Neighbouring fields of the record that are neighbours in the row; absent columns if negative.
   */
  private record Run(int fromField, int toField, int absent) {}

  RowWriter(VariantLayout variant) {
    this.variant = variant;
    this.runs = runs(variant.sources());
    this.field = new FieldView(variant.quote());
    this.whole =
        variant.columns() > 1
            && variant.sources().length == variant.columns()
            && runs.length == 1
            && runs[0].absent() == 0;
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

  /** Writes the rows of a batch, each with a line end. */
  void write(RowBatch batch, GrowingBytes out) {
    if (!variant.copyable() || batch.loneReturns()) {
      for (int row = 0; row < batch.rows(); row++) {
        int rowStart = out.size();
        encode(batch, row, out);
        endRow(rowStart, out);
      }
    } else if (whole) {
      copyWhole(batch, out);
    } else {
      for (int row = 0; row < batch.rows(); row++) {
        int rowStart = out.size();
        copy(batch, row, out);
        endRow(rowStart, out);
      }
    }
  }

  private static void endRow(int rowStart, GrowingBytes out) {
    if (out.size() == rowStart) {
      // One column, empty: a blank line would be no row to most readers.
      out.add((byte) '"');
      out.add((byte) '"');
    }
    out.add((byte) '\n');
  }

  /** Copies rows that are whole records, all at once that follow each other. */
  private void copyWhole(RowBatch batch, GrowingBytes out) {
    byte[] bytes = batch.bytes();
    int row = 0;
    while (row < batch.rows()) {
      int from = batch.start(row);
      int end = from + batch.length(row);
      row++;
      // Nothing but a line end lies between two records; most are of one byte.
      while (row < batch.rows() && batch.start(row) == end + 1 && bytes[end] == '\n') {
        end += 1 + batch.length(row);
        row++;
      }
      out.add(bytes, from, end - from);
      out.add((byte) '\n');
    }
  }

  private void copy(RowBatch batch, int row, GrowingBytes out) {
    out.reserve(batch.length(row) + variant.sources().length + 2);
    byte[] bytes = batch.bytes();
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
        int from = batch.from(row, run.fromField());
        out.put(bytes, from, batch.to(row, run.toField()) - from);
      }
    }
  }

  private void encode(RowBatch batch, int row, GrowingBytes out) {
    int[] sources = variant.sources();
    for (int column = 0; column < sources.length; column++) {
      if (column > 0) {
        out.add((byte) ',');
      }
      if (sources[column] >= 0) {
        field.look(batch.bytes(), batch.from(row, sources[column]), batch.to(row, sources[column]));
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
