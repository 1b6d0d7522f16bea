package io.tributary.alert;

import io.tributary.core.command.Day;
import io.tributary.core.document.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Claims an alert and is gone before it sends. */
final class DyingProcess {
  static final int KILLED = 137;
  static final Alert ALERT = Fixture.alert(Severity.CRITICAL, "conservation");

  private DyingProcess() {}

  public static void main(String[] args) throws IOException {
    Day day = Fixture.day(Path.of(args[0]));
    Couriers couriers = new Couriers(List.of(new Killer()));
    new Alerts(day, couriers, Teller.LEASE, Clock.systemUTC()).raise(ALERT);
  }

  /** Ends the process at the moment in which it would send. */
  private static final class Killer extends Silent {
    Killer() {
      super("webhook-ffffffff");
    }

    @Override
    public Optional<Problem> deliver(Message message) {
      Runtime.getRuntime().halt(KILLED);
      return Optional.empty();
    }
  }

  /** A receiver that never answers. */
  static class Silent implements Courier {
    private final String id;

    Silent(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String label() {
      return "alerts[0] (silent)";
    }

    @Override
    public Severity least() {
      return Severity.WARN;
    }

    @Override
    public Optional<Problem> deliver(Message message) throws InterruptedException {
      new CountDownLatch(1).await();
      return Optional.empty();
    }
  }
}
