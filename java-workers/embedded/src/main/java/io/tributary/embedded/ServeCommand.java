package io.tributary.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code serve}: runs both servers until it is told to stop, its parent is gone or, with {@code
 * --until-eof}, its standard input ends. The one line on standard output says where they are.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs an SFTP and an S3 server over a directory.",
    footer = {
      "",
      "Prints one line of JSON when both answer:",
      "  sftp: host, port, user, privateKey, knownHosts, root, passwordUser, password",
      "  s3:   endpoint, region, accessKeyId, secretAccessKey, bucket",
      "Keys and passwords are made once and kept in the directory.",
      "",
      "Example: tributary-embedded serve --state /tmp/servers"
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--state",
      required = true,
      paramLabel = "DIR",
      description = "Where keys and data are kept: DIR/sftp is the SFTP root, DIR/s3 the buckets.")
  private Path state;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String bind;

  @Option(
      names = "--sftp-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Port of the SFTP server; 0 takes a free one (default).")
  private int sftpPort;

  @Option(
      names = "--s3-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Port of the S3 server; 0 takes a free one (default).")
  private int s3Port;

  @Option(
      names = "--bucket",
      defaultValue = "tributary-demo",
      paramLabel = "NAME",
      description = "Bucket that exists when the server is ready (default: ${DEFAULT-VALUE}).")
  private String bucket;

  @Option(
      names = "--until-eof",
      description = "Also stops when standard input ends, so that a caller's pipe ties it down.")
  private boolean untilEof;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    stopWithParent(stop);
    if (untilEof) {
      stopAtEndOfInput(stop);
    }
    try (EmbeddedServers servers = EmbeddedServers.start(state, bind, sftpPort, s3Port, bucket)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(servers.addresses().json());
      out.flush();
      stop.await();
    }
    return 0;
  }

  /** A demo that is killed must leave nothing running. */
  private static void stopWithParent(CountDownLatch stop) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    if (parent.isPresent() && parent.get().pid() > 1) {
      var unused = parent.get().onExit().thenRun(stop::countDown);
    }
  }

  private static void stopAtEndOfInput(CountDownLatch stop) {
    Thread reader =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                stop.countDown();
              }
            },
            "stdin");
    reader.setDaemon(true);
    reader.start();
  }
}
