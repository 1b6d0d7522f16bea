package io.tributary.core.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts environment variables into a value: {@code ${NAME}} and {@code ${NAME:-otherwise}}. */
final class EnvironmentText {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\})?");

  private final Map<String, String> environment;

  EnvironmentText(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The value with all references replaced; what they stand for is not looked at again. */
  String expand(String value) throws RefusedValue {
    Matcher matcher = REFERENCE.matcher(value);
    StringBuilder expanded = new StringBuilder(value.length());
    while (matcher.find()) {
      String name = matcher.group(1);
      if (name == null) {
        throw new RefusedValue("has a '${' that is no reference", "write ${NAME} or ${NAME:-text}");
      }
      String otherwise = matcher.group(2);
      String found = environment.get(name);
      if (otherwise != null && (found == null || found.isEmpty())) {
        found = otherwise;
      }
      if (found == null) {
        throw new RefusedValue(
            "needs the environment variable " + name + ", which is not set",
            "set it, or write ${" + name + ":-text}");
      }
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(found));
    }
    return matcher.appendTail(expanded).toString();
  }
}
