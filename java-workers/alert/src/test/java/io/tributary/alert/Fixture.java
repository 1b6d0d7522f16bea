package io.tributary.alert;

import io.tributary.core.command.Day;
import io.tributary.core.command.Numbers;
import io.tributary.core.command.Progress;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Severity;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** A partner's day on local storage, and alerts to tell of it. */
final class Fixture {
  static final LocalDate DATE = LocalDate.of(2025, 3, 17);

  private Fixture() {}

  /** A partner in Seoul with some lines more in its file. */
  static Day day(Path folder, String... lines) throws IOException {
    Path file = folder.resolve("overseas-1.yaml");
    Files.writeString(
        file,
        "partner: overseas-1\nsource:\n  uri: file:///nowhere/{date}\n"
            + "timezone: Asia/Seoul\nstorage: "
            + Location.of(folder.resolve("lake"))
            + "\n"
            + String.join("\n", lines)
            + "\n");
    PartnerSpec partner = PartnerFile.read(file, Map.of());
    return new Day(
        partner,
        DATE,
        new DayLayout(partner.storage(), partner.partner(), DATE),
        ObjectStores.open(partner.storage()),
        new RunIdentity("run-1", 0, 1),
        new Numbers(),
        Progress.NONE);
  }

  static Alert alert(Severity severity, String rule) {
    return new Alert(
        severity,
        rule,
        Optional.of("room_rate"),
        Optional.of("price"),
        "price: NULL 4.1 %",
        "4.1 %",
        "0.9 to 1.4 %");
  }

  static Message message(Message.Kind kind, Alert alert) {
    return new Message(
        kind,
        "2025-03-17/k/1/" + kind.word(),
        "2025-03-17/k/1",
        "overseas-1",
        DATE,
        alert,
        "s3://lake/overseas-1/2025-03-17/report.html",
        Instant.parse("2025-03-18T05:21:00Z"));
  }
}
