package io.tributary.alert;

import io.tributary.core.document.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON whose {@code text} Slack, and services compatible with its incoming webhooks, show; the
 * other members are for programs.
 */
final class SlackText {
  private SlackText() {}

  static String of(Message message) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("text", escaped(message.headline() + "\n" + message.details()).stripTrailing());
    body.put("kind", message.kind().word());
    body.put("severity", message.severity());
    body.put("partner", message.partner());
    body.put("date", message.date().toString());
    body.put("rule", message.alert().rule());
    message.alert().table().ifPresent(table -> body.put("table", table));
    message.alert().column().ifPresent(column -> body.put("column", column));
    body.put("id", message.id());
    return Json.line(body);
  }

  /** The three characters that Slack gives a meaning: no value can call a channel or link away. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
