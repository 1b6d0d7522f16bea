package io.tributary.alert;

import io.tributary.core.command.Outcome;
import io.tributary.core.command.PartnerFileOptions;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.Severity;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.TemporaryException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary alert test}: whether receivers take messages. */
@Command(
    name = "test",
    description = {
      "Sends a test message to the receivers of a partner's alerts, and says which took it.",
      "Nothing is kept of it: a test keeps no real alert from being sent."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary alert test --partner overseas-1",
      "  tributary alert test --partner overseas-1 --severity critical",
      "",
      "Exit codes: 0 all took it, 2 a receiver refuses it or there is none,",
      "75 a receiver is away"
    })
final class AlertTestCommand implements Callable<Integer> {
  @Mixin private PartnerFileOptions partner = new PartnerFileOptions();

  @Option(
      names = "--severity",
      paramLabel = "warn|error|critical",
      description = "Only to receivers that are told of this severity (default: to all).")
  private Severity severity;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PartnerSpec read = partner.read();
    Couriers couriers = Couriers.of(read.alerts());
    List<Courier> wanted =
        couriers.all().stream()
            .filter(courier -> severity == null || courier.wants(severity))
            .toList();
    if (wanted.isEmpty()) {
      throw new ConfigurationException(
          read.file() + ": alerts: nobody is told" + of() + "; write whom to tell");
    }
    Map<Courier, Optional<Courier.Problem>> results = couriers.send(message(read), wanted);
    tell(results);
    return judge(results);
  }

  private String of() {
    return severity == null ? "" : " of " + severity.name().toLowerCase(Locale.ROOT);
  }

  private Message message(PartnerSpec read) {
    Alert alert =
        Alert.ofDay(
            severity == null ? Severity.WARN : severity,
            "alert-test",
            "a test message; nothing is wrong",
            "",
            "");
    String id = "test/" + UUID.randomUUID();
    LocalDate today = LocalDate.now(read.timezone());
    return new Message(
        Message.Kind.TEST,
        id,
        id,
        read.partner(),
        today,
        alert,
        read.storage().child(read.partner()).toString(),
        Instant.now());
  }

  private void tell(Map<Courier, Optional<Courier.Problem>> results) {
    PrintWriter out = spec.commandLine().getOut();
    results.forEach(
        (courier, problem) ->
            out.println(
                courier.label()
                    + " "
                    + problem.map(why -> "did not take it: " + why.text()).orElse("took it")));
    out.flush();
  }

  private static int judge(Map<Courier, Optional<Courier.Problem>> results) {
    List<String> refused = new ArrayList<>();
    List<String> away = new ArrayList<>();
    results.forEach(
        (courier, problem) ->
            problem.ifPresent(why -> (why.temporary() ? away : refused).add(courier.label())));
    if (!refused.isEmpty()) {
      return Outcome.report(
          new ConfigurationException(
              "refused the message: " + String.join(", ", refused) + "; check the partner file"));
    }
    if (!away.isEmpty()) {
      return Outcome.report(
          new TemporaryException("cannot be reached: " + String.join(", ", away) + "; try again"));
    }
    return 0;
  }
}
