package io.tributary.transfer.csv;

import io.tributary.core.config.CsvDialect;
import io.tributary.transfer.archive.ByteSink;
import io.tributary.transfer.archive.RefusedException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for a second header behind a member's records, with rows of its own up to the end: two
 * tables in one file, or lines before the header of which the first was taken for it.
 *
 * <p>It is only looked for where the last record has another number of fields than the header. Then
 * the records before it that have as many are its table, and the first of them is a header if all
 * its fields are names, and at least one column of the rows behind it holds figures and no letters.
 * A few ragged records at the end of a member are not taken for a table: they do not begin with
 * names, or there are fewer than two behind these.
 */
public final class SecondHeader {
  private static final int LEAST_ROWS = 2;
  private static final int SAMPLE = 8;
  private static final int SAMPLE_BYTES = 1 << 20;
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_ .:/()%#-]{0,63}");

  /** Without a way back: of a long field that fits not, each digit would be tried as the one. */
  private static final Pattern FIGURES = Pattern.compile("[^\\p{L}\\p{Nd}]*+\\p{Nd}[^\\p{L}]*+");

  private final CsvDialect dialect;
  private final MemberHeader header;
  private final Records records;

  private SecondHeader(CsvDialect dialect, MemberHeader header, Records records) {
    this.dialect = dialect;
    this.header = header;
    this.records = records;
  }

  /** A member's bytes behind its header, which can be read again and again. */
  public interface Records {
    /** Hands on what lies behind so many bytes; false: it is not there any more. */
    boolean read(long from, ByteSink sink);
  }

  /**
   * Looks for it.
   *
   * @param last where the last record begins
   * @return what was found, for a person
   */
  public static Optional<String> find(
      CsvDialect dialect, MemberHeader header, long last, Records records) {
    return new SecondHeader(dialect, header, records).find(last);
  }

  private Optional<String> find(long last) {
    Tail end = new Tail(0, last);
    if (!records.read(last, end)) {
      return Optional.empty();
    }
    end.finish();
    if (end.fields < 2 || end.fields == header.columns().size()) {
      return Optional.empty();
    }
    Tail tail = new Tail(end.fields, 0);
    records.read(0, tail);
    tail.finish();
    if (tail.records <= LEAST_ROWS || tail.before == 0) {
      return Optional.empty();
    }
    Sample sample = new Sample();
    records.read(tail.begin, sample);
    sample.finish();
    return names(sample.lines)
        .map(
            names ->
                "behind "
                    + (tail.before == 1 ? "1 record" : tail.before + " records")
                    + " stands another header, of "
                    + names.size()
                    + " fields, and rows that are its own: two tables, or lines before the header");
  }

  private Optional<List<String>> names(List<byte[]> lines) {
    try {
      if (lines.size() <= LEAST_ROWS) {
        return Optional.empty();
      }
      List<String> names = MemberHeader.parse(lines.get(0), dialect, false).columns();
      List<List<String>> rows = new ArrayList<>();
      for (byte[] line : lines.subList(1, lines.size())) {
        rows.add(MemberHeader.fields(MemberHeader.decode(line), dialect));
      }
      boolean allNames = names.stream().allMatch(name -> NAME.matcher(name).matches());
      return allNames && figures(names.size(), rows) ? Optional.of(names) : Optional.empty();
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static boolean figures(int columns, List<List<String>> rows) {
    for (int i = 0; i < columns; i++) {
      int column = i;
      if (rows.stream().allMatch(row -> FIGURES.matcher(row.get(column)).matches())) {
        return true;
      }
    }
    return false;
  }

  /** The records at the end that have one number of fields. */
  private final class Tail implements ByteSink {
    private final RecordShape shape = new RecordShape(dialect, header);
    private final int wanted;
    private long place;
    private long recordBegin;
    private int fields;
    private long before;
    private long records;
    private long begin;

    private Tail(int wanted, long place) {
      this.wanted = wanted;
      this.place = place;
      this.recordBegin = place;
    }

    @Override
    public void accept(byte[] bytes, int from, int to) {
      for (int at = from; at < to; at++) {
        place++;
        if (shape.take(bytes[at])) {
          endRecord();
        }
      }
    }

    private void finish() {
      if (shape.finish()) {
        endRecord();
      }
    }

    private void endRecord() {
      fields = shape.fields();
      if (fields != wanted) {
        before += records + 1;
        records = 0;
      } else if (records++ == 0) {
        begin = recordBegin;
      }
      recordBegin = place;
    }
  }

  /** The first lines of a table. */
  private final class Sample implements ByteSink {
    private final RecordShape shape = new RecordShape(dialect, header);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<byte[]> lines = new ArrayList<>();
    private int taken;

    @Override
    public void accept(byte[] bytes, int from, int to) {
      for (int at = from; at < to && lines.size() <= SAMPLE && taken < SAMPLE_BYTES; at++) {
        taken++;
        line.write(bytes[at]);
        if (shape.take(bytes[at])) {
          endLine();
        }
      }
    }

    private void finish() {
      if (lines.size() <= SAMPLE && taken < SAMPLE_BYTES && shape.finish()) {
        endLine();
      }
    }

    private void endLine() {
      byte[] whole = line.toByteArray();
      int from = 0;
      int to = whole.length;
      while (from < to && lineEnd(whole[from])) {
        from++;
      }
      while (from < to && lineEnd(whole[to - 1])) {
        to--;
      }
      lines.add(Arrays.copyOfRange(whole, from, to));
      line.reset();
    }

    private static boolean lineEnd(byte b) {
      return b == '\n' || b == '\r';
    }
  }
}
