package io.tributary.core.config;

import io.tributary.core.config.MembersSpec.OtherDates;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code members} block. */
final class MembersReader {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}|[{}]");
  private static final List<String> NAMES = List.of("table_name", "date", "batch_id");

  private static final Key<String> PATTERN =
      Key.of(
          "pattern",
          MembersReader::pattern,
          MembersSpec.DEFAULT.pattern(),
          "How the CSV files in the archives are named: `{table_name}` and `{date}` have to be"
              + " there, `{batch_id}` can be. Other entries are ignored and counted.");
  private static final Key<String> DATE_FORMAT =
      Key.of(
          "date-format",
          TimeText::dateFormat,
          MembersSpec.DEFAULT.dateFormat(),
          "How `{date}` is written, in letters of Java's DateTimeFormatter.");
  private static final Key<OtherDates> OTHER_DATES =
      Key.of(
          "other-dates",
          Scalars.choice(OtherDates.class),
          "refuse",
          "What becomes of members of another date: `refuse`, or `merge` them like all others.");

  static final Kind<MembersSpec> KIND =
      Kind.block(
          List.of(PATTERN, DATE_FORMAT, OTHER_DATES),
          block ->
              new MembersSpec(
                  block.value(PATTERN), block.value(DATE_FORMAT), block.value(OTHER_DATES)));

  private MembersReader() {}

  private static String pattern(String text) throws RefusedValue {
    String right = "write one such as " + MembersSpec.DEFAULT.pattern();
    Matcher matcher = PLACEHOLDER.matcher(Scalars.filled(text));
    List<String> names = matcher.results().map(result -> String.valueOf(result.group(1))).toList();
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw new RefusedValue("has other braces than {table_name}, {date} and {batch_id}", right);
      }
    }
    for (String name : NAMES) {
      long times = names.stream().filter(name::equals).count();
      if (times > 1) {
        throw new RefusedValue("has {" + name + "} twice", right);
      }
      if (times == 0 && !name.equals("batch_id")) {
        throw new RefusedValue("has no {" + name + "}", right);
      }
    }
    if (names.indexOf("table_name") > names.indexOf("date")) {
      throw new RefusedValue("has {date} before {table_name}", right);
    }
    if (text.contains("}{")) {
      throw new RefusedValue("has nothing between two placeholders", right);
    }
    return text;
  }
}
