package io.tributary.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  @Test
  void readsQuotedDelimitersQuotesAndLineBreaks() throws IOException {
    RecordReader records = reader("a,\"b,\"\"c\"\"\n\r\nd\",\r\n2,,\"\"\n", ',', '"', false);

    assertThat(records.next()).isTrue();
    assertThat(records.values()).containsExactly("a", "b,\"c\"\n\r\nd", "");
    assertThat(records.fields()).isEqualTo(3);
    assertThat(records.malformed()).isFalse();
    assertThat(records.next()).isTrue();
    assertThat(records.line()).isEqualTo(4);
    assertThat(records.values()).containsExactly("2", "", "");
    assertThat(records.next()).isFalse();
  }

  @Test
  void countsTheLastRecordWithoutLineEndAndEmptyLines() throws IOException {
    assertThat(texts("a\n\nb")).containsExactly("a", "", "b");
    assertThat(texts("")).isEmpty();
    assertThat(texts("\n")).containsExactly("");
  }

  @Test
  void swallowsNothingAfterAStrayQuote() throws IOException {
    assertThat(texts("a,b\"c\nd,\"e\"f\ng,h\n")).containsExactly("a,b\"c!", "d,\"e\"f!", "g,h");
    assertThat(texts("a,\"b\nc,d\n")).containsExactly("a,\"b\nc,d\n!");
  }

  @Test
  void takesALoneCarriageReturnForDataUnlessItEndsRecords() throws IOException {
    assertThat(texts("a\rb\nc\n")).containsExactly("a\rb", "c");
    RecordReader records = reader("a\rb\r\nc\n", ',', '"', true);
    assertThat(records.next() && records.text().equals("a")).isTrue();
    assertThat(records.next() && records.text().equals("b")).isTrue();
    assertThat(records.next() && records.line() == 3).isTrue();
  }

  @Test
  void knowsOtherDialects() throws IOException {
    RecordReader records = reader("a|'b|''c'|\"\n", '|', '\'', false);
    assertThat(records.next()).isTrue();
    assertThat(records.values()).containsExactly("a", "b|'c", "\"");

    records = reader("a;\"b\n", ';', '\0', false);
    assertThat(records.next()).isTrue();
    assertThat(records.values()).containsExactly("a", "\"b");
    assertThat(records.malformed()).isFalse();
  }

  private static List<String> texts(String csv) throws IOException {
    RecordReader records = reader(csv, ',', '"', false);
    List<String> texts = new ArrayList<>();
    while (records.next()) {
      texts.add(records.text() + (records.malformed() ? "!" : ""));
    }
    return texts;
  }

  private static RecordReader reader(String csv, char delimiter, char quote, boolean returnsEnd) {
    return new RecordReader(
        new ByteArrayInputStream(csv.getBytes(UTF_8)), delimiter, quote, returnsEnd, 1);
  }
}
