package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A process builds the one command that it runs, and it is the same as among all others. */
class CommandsTest {
  static Set<String> names() {
    return TributaryCommand.commandLine().getSubcommands().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aCommandIsTheSameAlone(String name) {
    CommandLine alone = line(name, "--help");
    boolean lists = name.equals("generate-completion");
    assertThat(alone.getSubcommands()).hasSize(lists ? names().size() : 1);
    assertThat(help(alone, name)).isEqualTo(help(TributaryCommand.commandLine(), name));
  }

  @Test
  void otherwiseAllAreThere() {
    Stream.of(line(), line("--help"), line("extrakt"), line("--verbose", "extract"))
        .forEach(line -> assertThat(line.getSubcommands().keySet()).isEqualTo(names()));
  }

  private static CommandLine line(String... arguments) {
    return TributaryCommand.commandLine(arguments);
  }

  private static String help(CommandLine line, String name) {
    return line.getSubcommands().get(name).getUsageMessage();
  }
}
