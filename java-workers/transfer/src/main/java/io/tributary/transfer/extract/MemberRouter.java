package io.tributary.transfer.extract;

import io.tributary.core.config.MembersSpec;
import io.tributary.core.config.MembersSpec.OtherDates;
import io.tributary.core.document.RefusalReason;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a member's table by its name: {@code table_name} is everything before the date, {@code
 * batch_id} everything after it. Where a name has several dates, the day's own is the one that
 * counts, then the first. A pattern without a slash looks at the last segment of a path.
 */
final class MemberRouter {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(table_name|date|batch_id)\\}");
  private static final Pattern SAFE_TABLE = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern DATE_PART = Pattern.compile("'[^']*'|([A-Za-z])\\1*|[^A-Za-z']+");

  private final boolean wholePath;
  private final boolean anyDate;
  private final Pattern ofTheDay;
  private final Pattern ofAnyDay;

  /** Routes the members of one day. */
  MemberRouter(MembersSpec members, LocalDate date) {
    String today = DateTimeFormatter.ofPattern(members.dateFormat(), Locale.ROOT).format(date);
    this.wholePath = members.pattern().indexOf('/') >= 0;
    this.anyDate = members.otherDates() == OtherDates.MERGE;
    this.ofTheDay = compile(members.pattern(), Pattern.quote(today));
    this.ofAnyDay = compile(members.pattern(), dateExpression(members.dateFormat()));
  }

  /** Where an entry goes. */
  MemberRoute route(String path, boolean file) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    String name = wholePath ? path : last;
    if (!file || last.startsWith("._")) {
      return new MemberRoute.Ignored();
    }
    Matcher matcher = ofTheDay.matcher(name);
    if (!matcher.matches()) {
      matcher = ofAnyDay.matcher(name);
      if (!matcher.matches()) {
        return new MemberRoute.Ignored();
      }
      if (!anyDate) {
        return new MemberRoute.Refused(
            RefusalReason.WRONG_DATE, "is of another date than the day's");
      }
    }
    String table = matcher.group("table");
    if (!SAFE_TABLE.matcher(table).matches()) {
      return new MemberRoute.Refused(
          RefusalReason.UNSAFE_TABLE_NAME,
          "its table's name has other characters than letters, digits, dash and underscore");
    }
    return new MemberRoute.Data(table);
  }

  private static Pattern compile(String pattern, String date) {
    StringBuilder expression = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(pattern);
    int at = 0;
    while (placeholder.find()) {
      expression.append(Pattern.quote(pattern.substring(at, placeholder.start())));
      expression.append(
          switch (placeholder.group(1)) {
            case "table_name" -> "(?<table>.+?)";
            case "date" -> "(?:" + date + ")";
            default -> ".+";
          });
      at = placeholder.end();
    }
    expression.append(Pattern.quote(pattern.substring(at)));
    return Pattern.compile(expression.toString(), Pattern.DOTALL);
  }

  /** An expression for everything that looks like a date of the format. */
  private static String dateExpression(String format) {
    StringBuilder expression = new StringBuilder();
    Matcher part = DATE_PART.matcher(format);
    while (part.find()) {
      String text = part.group();
      if (text.startsWith("'")) {
        expression.append(Pattern.quote(text.substring(1, text.length() - 1)));
      } else if (part.group(1) == null) {
        expression.append(Pattern.quote(text));
      } else if (text.length() > 2 && "MLEe".contains(part.group(1))) {
        expression.append("\\p{L}+");
      } else {
        expression.append(text.length() == 1 ? "\\d+" : "\\d{" + text.length() + "}");
      }
    }
    return expression.toString();
  }
}
