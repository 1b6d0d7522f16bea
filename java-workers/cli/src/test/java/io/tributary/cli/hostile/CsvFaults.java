package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Fault.GOOD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.fixture.ArchiveBuilder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with CSV files, and what only looks so; healthy members lie before and behind. */
final class CsvFaults {
  private static final String QUOTES = "Quotes";
  private static final String LINES = "Line ends";
  private static final String RECORDS = "Records";
  private static final String HEADERS = "Headers";
  private static final String ENCODINGS = "Encodings";
  private static final String LENGTHS = "Lengths";
  private static final String VALUES = "Values";
  private static final String COLUMNS = "Columns";

  private CsvFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    quotes(all);
    lines(all);
    records(all);
    headers(all);
    encodings(all);
    lengths(all);
    values(all);
    columns(all);
    return all;
  }

  private static Fault csv(String family, String what, String content) {
    return Fault.csv(family, what, content.getBytes(UTF_8));
  }

  private static void quotes(List<Fault> all) {
    String quoted = "id,v\n1,\"a,b\"\n2,\"say \"\"hi\"\"\"\n3,\"two\nlines\"\n4,\"two\r\nlines\"\n";
    all.add(csv(QUOTES, "delimiters, quotes and lines in quotes", quoted).merged(quoted));
    all.add(
        csv(QUOTES, "quotes that need not be", "\"id\",\"v\"\n\"1\",\"a\"\n\"2\",\"b\"\n")
            .merged("id,v\n\"1\",\"a\"\n\"2\",\"b\"\n"));
    all.add(
        csv(QUOTES, "a quote that nothing closes", "id,v\n1,a\n2,b\n3,\"open\n4,d\n5,e\n")
            .quarantined(4, "unterminated-quote"));
    all.add(
        csv(QUOTES, "a quote that nothing closes at the end", "id,v\n1,a\n2,b\n3,\"")
            .quarantined(4, "unterminated-quote"));
    all.add(
        csv(QUOTES, "a quote within a field", "id,v\n1,a\n3,5\" pipe\n2,b\n")
            .quarantined(3, "stray-quote"));
    all.add(
        csv(QUOTES, "text behind a closing quote", "id,v\n1,a\n3,\"x\"y\n2,b\n")
            .quarantined(3, "stray-quote"));
    all.add(
        csv(QUOTES, "a blank before an opening quote", "id,v\n1,a\n3, \"x\"\n2,b\n")
            .quarantined(3, "stray-quote"));
    all.add(
        csv(QUOTES, "a backslash before a quote", "id,v\n1,a\n3,\"x\\\"y\"\n2,b\n")
            .quarantined(3, "stray-quote"));
    all.add(
        csv(QUOTES, "a stray quote before a line with quotes", "id,v\n3,x\"\n1,a\n4,\"y\"\"\n2,b\n")
            .merged("id,v\n1,a\n")
            .quarantined(2, "stray-quote")
            .quarantined(4, "unterminated-quote"));
  }

  private static void lines(List<Fault> all) {
    all.add(csv(LINES, "carriage return and line feed", "id,v\r\n1,a\r\n2,b\r\n"));
    all.add(csv(LINES, "line ends of both kinds", "id,v\r\n1,a\n2,b\r\n"));
    all.add(csv(LINES, "carriage returns alone", "id,v\r1,a\r2,b\r"));
    all.add(
        csv(LINES, "a carriage return in a value", "id,v\n1,x\ry\n").merged("id,v\n1,\"x\ry\"\n"));
    all.add(csv(LINES, "no line end at the end", "id,v\n1,a\n2,b"));
    all.add(csv(LINES, "no line end behind the header", "id,v").merged("id,v\n"));
    all.add(csv(LINES, "empty lines", "\n\nid,v\n\n1,a\n\n\r\n2,b\n\n\n"));
    all.add(csv(LINES, "a byte order mark", "\ufeffid,v\n1,a\n2,b\n"));
    all.add(
        csv(LINES, "two byte order marks", "\ufeff\ufeffid,v\n1,a\n").merged("\ufeffid,v\n1,a\n"));
    all.add(csv(LINES, "an empty file", "").expect(Expected.nothingButIgnored(0)));
    all.add(csv(LINES, "empty lines alone", "\n\r\n\n").expect(Expected.nothingButIgnored(0)));
    all.add(csv(LINES, "a byte order mark alone", "\ufeff").expect(Expected.nothingButIgnored(0)));
    all.add(csv(LINES, "a header alone", "id,v\n").merged("id,v\n"));
    all.add(csv(LINES, "NULs at the end", GOOD + "\0\0\0").quarantined(4, "too-few-fields"));
  }

  private static void records(List<Fault> all) {
    all.add(
        csv(RECORDS, "too many fields", "id,v\n1,a\n3,c,x\n2,b\n")
            .quarantined(3, "too-many-fields"));
    all.add(csv(RECORDS, "too few fields", "id,v\n1,a\n3\n2,b\n").quarantined(3, "too-few-fields"));
    all.add(
        csv(RECORDS, "a delimiter at each line's end", "id,v\n1,a,\n2,b,\n")
            .memberRefused("unfit-header"));
    all.add(
        csv(RECORDS, "ragged ones first", "id,v\n1,a,x\n2,b,y\n1,a\n2,b\n")
            .quarantined(2, "too-many-fields")
            .quarantined(3, "too-many-fields"));
    all.add(
        csv(
                RECORDS,
                "nine ragged ones first, then one that fits",
                "id,v\n" + "1,a,x\n".repeat(9) + "2,b\n")
            .expect(ragged(Expected.merged("id,v\n2,b\n"), 2, 9)));
    all.add(
        csv(RECORDS, "ragged ones last", GOOD + "3,Foo, Bar\n4,Foo, Bar\n5,Foo, Bar\n")
            .expect(ragged(Expected.merged(GOOD), 4, 3)));
    all.add(
        csv(RECORDS, "ragged in several ways alone", "id,v\n1\n2,b,c\n3\n")
            .merged("id,v\n")
            .quarantined(2, "too-few-fields")
            .quarantined(3, "too-many-fields")
            .quarantined(4, "too-few-fields"));
    all.add(
        csv(RECORDS, "a single record, and ragged", "id,v\n1,a,x\n")
            .merged("id,v\n")
            .quarantined(2, "too-many-fields"));
    all.add(
        csv(RECORDS, "a total at the end", GOOD + "TOTAL: 2\n").quarantined(4, "too-few-fields"));
    all.add(
        csv(RECORDS, "a comment", "id,v\n1,a\n# checked\n2,b\n").quarantined(3, "too-few-fields"));
    all.add(
        csv(RECORDS, "blanks in place of a record", "id,v\n1,a\n   \n2,b\n")
            .quarantined(3, "too-few-fields"));
    all.add(
        csv(RECORDS, "the header again", "id,v\n1,a\nid,v\n2,b\n")
            .merged("id,v\n1,a\nid,v\n2,b\n"));
  }

  private static void headers(List<Fault> all) {
    all.add(
        csv(HEADERS, "two columns of one name", "id,v,id\n1,a,2\n")
            .memberRefused("duplicate-column"));
    all.add(
        csv(HEADERS, "two columns of one name but for case", "id,ID \n1,a\n")
            .memberRefused("duplicate-column"));
    all.add(
        csv(HEADERS, "a column without a name", "id,,v\n1,a,2\n").memberRefused("blank-column"));
    all.add(csv(HEADERS, "a column of blanks", "id,  ,v\n1,a,2\n").memberRefused("blank-column"));
    all.add(
        csv(HEADERS, "a delimiter at the header's end", "id,v,\n1,a,\n")
            .memberRefused("blank-column"));
    all.add(csv(HEADERS, "no header but numbers", "1,2\n3,4\n").memberRefused("malformed-header"));
    all.add(
        csv(HEADERS, "no header but dates", "2025-03-17,1\n2025-03-18,2\n")
            .memberRefused("malformed-header"));
    all.add(
        csv(HEADERS, "a quote that nothing closes in the header", "id,\"v\n1,a\n2,b\n")
            .memberRefused("malformed-header"));
    all.add(
        csv(HEADERS, "a stray quote in the header", "id,v\"x\n1,a\n")
            .memberRefused("malformed-header"));
    all.add(csv(HEADERS, "a NUL in the header", "id,v\0\n1,a\n").memberRefused("malformed-header"));
    all.add(
        Fault.csv(HEADERS, "invalid bytes in the header", "id,v\u00ff\n1,a\n".getBytes(ISO_8859_1))
            .memberRefused("malformed-header"));
    all.add(
        csv(HEADERS, "a header longer than the limit", "id," + "v".repeat(20_000) + "\n1,a\n")
            .memberRefused("malformed-header"));
    all.add(
        csv(HEADERS, "a header with a line end in quotes", "id,\"the\nvalue\"\n1,a\n3\n2,b\n")
            .merged("id,\"the\nvalue\"\n1,a\n2,b\n")
            .quarantined(4, "too-few-fields"));
  }

  private static Expected ragged(Expected expected, int line, int records) {
    return records == 0
        ? expected
        : ragged(expected.quarantined(line, "too-many-fields"), line + 1, records - 1);
  }

  private static void encodings(List<Fault> all) {
    Charset korean = Charset.forName("EUC-KR");
    String hotels = "id,이름\n1,서울\n2,부산\n";
    all.add(
        Fault.csv(ENCODINGS, "EUC-KR", hotels.getBytes(korean))
            .dialect("{encoding: euc-kr}")
            .merged(hotels));
    all.add(
        Fault.csv(ENCODINGS, "EUC-KR cut within a letter", cut(hotels.getBytes(korean), 2))
            .dialect("{encoding: euc-kr}")
            .merged("id,이름\n1,서울\n")
            .quarantined(3, "invalid-bytes"));
    all.add(
        Fault.csv(ENCODINGS, "EUC-KR that nobody told of", "id,v\n1,서울\n2,b\n".getBytes(korean))
            .merged("id,v\n2,b\n")
            .quarantined(2, "invalid-bytes"));
    all.add(
        Fault.csv(
                ENCODINGS, "Windows-1252", "id,v\n1,é€\n".getBytes(Charset.forName("windows-1252")))
            .dialect("{encoding: windows-1252}")
            .merged("id,v\n1,é€\n"));
    all.add(
        Fault.csv(ENCODINGS, "UTF-16 with a mark", hotels.getBytes(StandardCharsets.UTF_16))
            .dialect("{encoding: utf-16}")
            .merged(hotels));
    all.add(
        Fault.csv(
                ENCODINGS,
                "UTF-16LE with a mark",
                ("\ufeff" + hotels).getBytes(StandardCharsets.UTF_16LE))
            .dialect("{encoding: utf-16}")
            .merged(hotels));
    all.add(
        Fault.csv(
                ENCODINGS,
                "UTF-16 of an odd length",
                cut(GOOD.getBytes(StandardCharsets.UTF_16), 1))
            .dialect("{encoding: utf-16}")
            .merged("id,v\n1,a\n")
            .quarantined(3, "invalid-bytes"));
    all.add(
        Fault.csv(ENCODINGS, "UTF-16 that nobody told of", hotels.getBytes(StandardCharsets.UTF_16))
            .memberRefused("malformed-header"));
    byte[][] invalid = {
      {(byte) 0xff},
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
      {(byte) 0xe4, (byte) 0xb8}
    };
    String[] kinds = {
      "a byte of no letter",
      "an overlong NUL",
      "half a surrogate pair",
      "a letter beyond Unicode",
      "a letter cut short"
    };
    for (int i = 0; i < invalid.length; i++) {
      String middle = new String(invalid[i], ISO_8859_1);
      all.add(
          Fault.csv(
                  ENCODINGS, kinds[i], ("id,v\n1,a\n3,x" + middle + "\n2,b\n").getBytes(ISO_8859_1))
              .quarantined(3, "invalid-bytes"));
    }
  }

  private static byte[] cut(byte[] bytes, int less) {
    return java.util.Arrays.copyOf(bytes, bytes.length - less);
  }

  private static void lengths(List<Fault> all) {
    all.add(
        csv(
                LENGTHS,
                "a line longer than the limit",
                "id,v\n1,a\n3," + "x".repeat(70_000) + "\n2,b\n")
            .quarantined(3, "too-long"));
    all.add(
        csv(
                LENGTHS,
                "a field of many lines longer than the limit",
                "id,v\n1,a\n3,\"" + "x\n".repeat(40_000) + "\"\n2,b\n4\n")
            .quarantined(3, "too-long")
            .quarantined(40_005, "too-few-fields"));
    String longest = "3," + "x".repeat((64 << 10) - 2);
    all.add(
        csv(LENGTHS, "a line as long as the limit", "id,v\n" + longest + "\n")
            .merged("id,v\n" + longest + "\n"));
    all.add(
        csv(LENGTHS, "a line of 100,000 fields", "id,v\n1,a\n3" + ",".repeat(60_000) + "\n2,b\n")
            .quarantined(3, "too-many-fields"));
    String wide = columns(2_000);
    all.add(csv(LENGTHS, "2,000 columns", wide).merged(wide));
  }

  private static String columns(int count) {
    StringBuilder header = new StringBuilder("c0");
    StringBuilder row = new StringBuilder("0");
    for (int i = 1; i < count; i++) {
      header.append(",c").append(i);
      row.append(',').append(i);
    }
    return header + "\n" + row + "\n";
  }

  private static void values(List<Fault> all) {
    String formulas = "id,v\n=1+1,+1\n-1,@x\n\"=cmd|' /C calc'!A0\",\tx\n";
    all.add(csv(VALUES, "formulas", formulas).merged(formulas));
    String markup = "id,v\n<script>alert(1)</script>,&amp;\n\u001b[31mred,\u202eleft\n";
    all.add(csv(VALUES, "markup and control characters", markup).merged(markup));
    String spaces = "id,v\n  1 , a\n\t,\u00a0\n";
    all.add(csv(VALUES, "blanks around values", spaces).merged(spaces));
    String nulls = "id,v\n,\nNULL,\\N\n\"\",null\n";
    all.add(csv(VALUES, "NULLs of several kinds", nulls).merged(nulls));
    String nul = "id,v\n1,a\0b\n";
    all.add(csv(VALUES, "a NUL in a value", nul).merged(nul));
  }

  private static void columns(List<Fault> all) {
    all.add(
        drift("a column that is added", "id,v,w\n3,c,x\n").merged("id,v,w\n1,a,\n2,b,\n3,c,x\n"));
    all.add(drift("a column that is gone", "v\nc\n").merged(GOOD + ",c\n"));
    all.add(drift("columns in another order", "v,id\nc,3\n").merged(GOOD + "3,c\n"));
    all.add(drift("columns in other case", " ID ,V\n3,c\n").merged(GOOD + "3,c\n"));
    all.add(drift("other columns altogether", "x\n7\n").merged("id,v,x\n1,a,\n2,b,\n,,7\n"));
    all.add(drift("a type that drifts", "id,v\nthree,c\n").merged(GOOD + "three,c\n"));
  }

  private static Fault drift(String what, String second) {
    return Fault.built(
        COLUMNS,
        what,
        table ->
            ArchiveBuilder.gnu()
                .member(Fault.member(table), GOOD)
                .member(table + "_20250317_2.csv", second));
  }
}
