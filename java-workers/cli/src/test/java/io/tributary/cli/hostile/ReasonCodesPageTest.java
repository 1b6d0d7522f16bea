package io.tributary.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.RefusalReason;
import io.tributary.merge.slice.MalformedReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of reason codes has every code that there is, with what it costs, and no other. */
class ReasonCodesPageTest {
  private static final Path PAGE = Path.of("../../dags/partners/README.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([a-z-]+)` \\| (archive|member|record) \\| \\S.*\\. ?.*\\|$", Pattern.MULTILINE);

  @Test
  void thePageHasEveryCode() throws IOException {
    Map<String, String> codes = new LinkedHashMap<>();
    for (RefusalReason reason : RefusalReason.values()) {
      codes.put(reason.code(), reason.scope().name().toLowerCase(Locale.ROOT));
    }
    for (MalformedReason reason : MalformedReason.values()) {
      codes.put(reason.code(), "record");
    }

    String page = Files.readString(PAGE);
    int from = page.indexOf("## Reason codes");
    Map<String, String> shown = new LinkedHashMap<>();
    Matcher row = ROW.matcher(page.substring(from, page.indexOf("\n## ", from + 1)));
    while (row.find()) {
      shown.put(row.group(1), row.group(2));
    }

    assertThat(shown).isEqualTo(codes);
  }
}
