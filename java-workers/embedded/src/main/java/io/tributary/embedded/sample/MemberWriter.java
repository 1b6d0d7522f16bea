package io.tributary.embedded.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.embedded.sample.MemberStyle.Content;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes one member and keeps its figures. */
final class MemberWriter {
  private static final int MALFORMED_ONE_IN = 4000;

  private final SampleTable table;
  private final RowSupply supply;
  private final SampleHeader header;
  private final MemberStyle style;
  private final MemberFigures figures;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  MemberWriter(SampleTable table, RowSupply supply, SampleHeader header, MemberStyle style) {
    this.table = table;
    this.supply = supply;
    this.header = header;
    this.style = style;
    this.figures =
        new MemberFigures(
            table, style.content() == Content.NOTHING ? List.of() : header.spellings());
  }

  /** The member, with a few rows more or fewer than is typical. */
  SampleMember write(String name, Random random, boolean counted) {
    if (style.content() != Content.NOTHING) {
      writeHeader();
    }
    if (style.content() == Content.ROWS || style.content() == Content.UNTERMINATED) {
      int rows = table.rows() * (60 + random.nextInt(80)) / 100;
      writeRows(rows, random, counted);
      text(style.lastLineEnd());
    }
    return new SampleMember(table, name, out.toByteArray(), figures);
  }

  private void writeHeader() {
    if (style.byteOrderMark()) {
      text("\ufeff");
    }
    record(header.spellings());
    if (style.content() == Content.HEADER_ONLY) {
      text(style.lineEnd());
    }
  }

  private void writeRows(int rows, Random random, boolean counted) {
    int breakAt = style.content() == Content.UNTERMINATED ? rows * 2 / 3 : rows;
    for (int i = 0; i < breakAt; i++) {
      text(style.lineEnd());
      if (random.nextInt(MALFORMED_ONE_IN) == 0) {
        malformed(fields(supply.fresh(header)), random.nextInt(4));
      } else {
        RowSupply.Drawn drawn = supply.next(header, counted);
        record(fields(drawn.row()));
        figures.row(drawn);
      }
    }
    if (breakAt < rows) {
      figures.malformed("unterminated-quote");
      text(style.lineEnd() + "\"");
      for (int i = breakAt; i < rows; i++) {
        text(String.join(",", fields(supply.fresh(header))));
        text(i + 1 < rows ? style.lineEnd() : "");
      }
    }
  }

  private void malformed(List<String> fields, int kind) {
    int last = fields.size() - 1;
    switch (kind) {
      case 0 -> {
        figures.malformed("too-few-fields");
        record(fields.subList(0, last));
      }
      case 1 -> {
        figures.malformed("too-many-fields");
        record(fields);
        text(",1");
      }
      case 2 -> {
        figures.malformed("stray-quote");
        record(fields.subList(0, last));
        text(",TV 40\" wide");
      }
      default -> {
        figures.malformed("invalid-bytes");
        record(fields.subList(0, last));
        // A word in EUC-KR, left by an exporter that forgot to convert it.
        out.writeBytes(",\u00b0\u00a1\u00b3\u00aa".getBytes(ISO_8859_1));
      }
    }
  }

  private List<String> fields(SampleRow row) {
    List<String> fields = new ArrayList<>();
    for (SampleColumn column : header.columns()) {
      fields.add(row.values().getOrDefault(column.name(), ""));
    }
    return fields;
  }

  private void record(List<String> fields) {
    text(fields.stream().map(this::quoted).collect(Collectors.joining(",")));
  }

  private String quoted(String field) {
    return style.quoteAll() || needsQuotes(field) ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }

  private static boolean needsQuotes(String field) {
    for (int i = 0; i < field.length(); i++) {
      switch (field.charAt(i)) {
        case ',', '"', '\r', '\n' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }
}
