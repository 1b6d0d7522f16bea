package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Fault.GOOD;
import static io.tributary.cli.hostile.Fault.member;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Archives that other programs wrote: those that partners really use, in all their ways. */
final class ToolFaults {
  private static final String FAMILY = "Other programs";
  private static final String GNU = "GNU tar";
  private static final String BSD = "bsdtar";
  private static final String PYTHON = "Python tarfile";
  private static final String SEVEN = "7zz";
  private static final String PIGZ = "pigz";

  private ToolFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    gnu(all);
    bsd(all);
    python(all);
    others(all);
    return all;
  }

  private static void gnu(List<Fault> all) {
    for (String format : List.of("v7", "oldgnu", "gnu", "ustar", "posix")) {
      all.add(script(GNU, "format " + format, "tar --format=" + format + " -czf a $M"));
    }
    all.add(script(GNU, "records of one block", "tar -b 1 -czf a $M"));
    all.add(script(GNU, "a volume label", "tar -V day -czf a $M"));
    all.add(script(GNU, "whole folders", "mkdir d; mv $M d; tar -czf a d").ignored(1));
    all.add(script(GNU, "names with ./", "tar -czf a ./$M"));
    all.add(
        script(
                GNU,
                "a member appended",
                "echo x >r.txt; tar -cf b $M; tar -rf b r.txt; gzip -c b >a")
            .ignored(1));
    all.add(
        script(
                GNU,
                "two tars by -A",
                "echo x >r.txt; tar -cf b $M; tar -cf c r.txt; tar -Af b c; gzip -c b >a")
            .ignored(1));
    all.add(
        script(
                GNU,
                "two gzipped tars by cat",
                "echo x >r.txt; tar -czf b $M; tar -czf c r.txt; cat b c >a")
            .ignored(1));
    all.add(
        script(GNU, "extended attributes and lists", "tar --xattrs --acls --selinux -czf a $M"));
    all.add(
        script(
            GNU,
            "nanoseconds and deleted times",
            "tar --format=posix --pax-option=delete=atime,comment=x -czf a $M"));
    all.add(
        script(
            GNU,
            "numeric owners beyond octal",
            "tar --owner=u:4000000000 --group=g:4000000000 -czf a $M"));
    all.add(script(GNU, "a time before 1970", "touch -d 1960-01-01 $M; tar -czf a $M"));
    all.add(script(GNU, "an absolute name", "tar -P -czf a $M \"$PWD/$M\"").refused("unsafe-name"));
    all.add(
        script(GNU, "a climbing name", "mkdir d; cd d; tar -P -czf ../a ../$M")
            .refused("unsafe-name"));
    all.add(script(GNU, "a symbolic link", "ln -s $M l.csv; tar -czf a $M l.csv").refused("link"));
    all.add(script(GNU, "a hard link", "ln $M l.csv; tar -czf a $M l.csv").refused("link"));
    all.add(script(GNU, "a pipe", "mkfifo p; tar -czf a $M p").refused("special-file"));
    all.add(
        script(GNU, "a sparse file", "truncate -s 1G s.csv; tar -S -czf a $M s.csv")
            .refused("sparse-file"));
    all.add(
        script(
                GNU,
                "a sparse file in PAX",
                "truncate -s 1G s.csv; tar -S --format=posix -czf a $M s.csv")
            .refused("sparse-file"));
    all.add(
        script(GNU, "an incremental archive", "mkdir d; mv $M d; tar -g snap -czf a d")
            .refused("special-file"));
    all.add(
        script(
                GNU,
                "the first of two volumes",
                "head -c 30000 /dev/urandom >r; tar -M -L 20 -cf v1 -f v2 $M r </dev/null; gzip -c v1 >a")
            .refused("truncated"));
    all.add(script(GNU, "rsyncable gzip", "tar -cf b $M; gzip --rsyncable -c b >a"));
    all.add(
        script(
                GNU,
                "bzip2 under the name",
                "python3 -c \"import bz2,sys;sys.stdout.buffer.write(bz2.compress(b'x'*1000))\" >a")
            .refused("not-gzip"));
    all.add(script(GNU, "a name in Korean", "mkdir 요금; mv $M 요금; tar -czf a 요금/$M"));
    all.add(
        script(
            GNU,
            "a very long path",
            "d=$(printf 'folder%.0s/' $(seq 1 60)); mkdir -p $d; mv $M $d; tar -czf a $d/$M"));
  }

  private static void bsd(List<Fault> all) {
    for (String format : List.of("v7tar", "ustar", "pax", "gnutar", "paxr")) {
      all.add(script(BSD, "format " + format, "bsdtar --format=" + format + " -czf a $M"));
    }
    all.add(
        script(BSD, "cpio under the name", "bsdtar --format=cpio -czf a $M").refused("not-tar"));
    all.add(
        script(BSD, "shar under the name", "bsdtar --format=shar -czf a $M").refused("not-tar"));
    all.add(script(BSD, "zip under the name", "bsdtar --format=zip -cf a $M").refused("not-gzip"));
    all.add(script(BSD, "7z under the name", "bsdtar --format=7zip -cf a $M").refused("not-gzip"));
    all.add(script(BSD, "xz under the name", "bsdtar -cJf a $M").refused("not-gzip"));
    all.add(script(BSD, "zstd under the name", "bsdtar --zstd -cf a $M").refused("not-gzip"));
    all.add(script(BSD, "compress under the name", "bsdtar -cZf a $M").refused("not-gzip"));
    all.add(script(BSD, "a symbolic link", "ln -s /etc l; bsdtar -czf a $M l").refused("link"));
    all.add(script(BSD, "a hard link", "ln $M l.csv; bsdtar -czf a $M l.csv").refused("link"));
    all.add(script(BSD, "an absolute name", "bsdtar -P -czf a \"$PWD/$M\"").refused("unsafe-name"));
    all.add(
        script(
            BSD,
            "gzip without compression",
            "bsdtar --options gzip:compression-level=0 -czf a $M"));
  }

  private static void python(List<Fault> all) {
    for (String format : List.of("USTAR", "GNU", "PAX")) {
      all.add(
          script(
              PYTHON,
              "format " + format,
              python("t=tarfile.open('a','w:gz',format=tarfile." + format + "_FORMAT); t.add(m)")));
    }
    all.add(script(PYTHON, "a stream", python("t=tarfile.open('a','w|gz'); t.add(m)")));
    all.add(
        script(
            PYTHON,
            "PAX headers of its own",
            python("t=tarfile.open('a','w:gz',pax_headers={'comment':'값'}); t.add(m)")));
    all.add(
        script(
            PYTHON,
            "a name in EUC-KR",
            python(
                "t=tarfile.open('a','w:gz',format=tarfile.GNU_FORMAT,encoding='euc-kr');"
                    + " t.add(m, '요금/'+m)")));
    all.add(
        script(
                PYTHON,
                "a climbing name",
                python("t=tarfile.open('a','w:gz'); t.add(m); t.add(m,'../../'+m)"))
            .refused("unsafe-name"));
    all.add(
        script(
                PYTHON,
                "not closed",
                python(
                    "import os; t=tarfile.open('a','w:gz'); t.add(m); t.fileobj.flush();"
                        + " os._exit(0)"))
            .refused("truncated"));
  }

  private static String python(String code) {
    return "python3 -c \"import sys,tarfile; m=sys.argv[1]; " + code + "; t.close()\" $M";
  }

  private static void others(List<Fault> all) {
    all.add(
        script(
            SEVEN,
            "tar and gzip",
            "7zz a -bso0 b.tar $M; 7zz a -bso0 -tgzip b.gz b.tar; mv b.gz a"));
    all.add(
        script(
            SEVEN,
            "its strongest gzip",
            "7zz a -bso0 b.tar $M; 7zz a -bso0 -tgzip -mx=9 b.gz b.tar; mv b.gz a"));
    all.add(
        script(
                SEVEN,
                "a symbolic link",
                "ln -s $M l; 7zz a -bso0 -snl b.tar $M l; gzip -c b.tar >a")
            .refused("link"));
    all.add(
        script(SEVEN, "7z under the name", "7zz a -bso0 b.7z $M; mv b.7z a").refused("not-gzip"));
    all.add(
        script(SEVEN, "zip under the name", "7zz a -bso0 b.zip $M; mv b.zip a")
            .refused("not-gzip"));
    all.add(
        script(
                PIGZ,
                "blocks by many threads",
                "seq 1 200000 >r.txt; tar -cf b $M r.txt; pigz -p 4 -b 128 -c b >a")
            .ignored(1));
    all.add(
        script(
                PIGZ,
                "independent blocks",
                "seq 1 200000 >r.txt; tar -cf b $M r.txt; pigz -i -p 4 -c b >a")
            .ignored(1));
    all.add(script(PIGZ, "zopfli", "tar -cf b $M; pigz -11 -c b >a"));
    all.add(
        script(PIGZ, "zlib under the name", "tar -cf b $M; pigz -z -c b >a").refused("not-gzip"));
    all.add(
        script(PIGZ, "zip under the name", "tar -cf b $M; pigz -K -c b >a").refused("not-gzip"));
    all.add(script(PIGZ, "a comment and a name", "tar -cf b $M; pigz -C 'of the day' -c b >a"));
  }

  /** A shell script that makes the archive {@code a} of the file {@code $M}. */
  private static Fault script(String program, String what, String script) {
    return new Fault(
        FAMILY,
        what,
        program,
        table -> run(program, member(table), script),
        Optional.empty(),
        false,
        Expected.merged(GOOD));
  }

  private static List<byte[]> run(String program, String member, String script) throws IOException {
    String command = program.equals(GNU) ? "tar" : program.equals(PYTHON) ? "python3" : program;
    if (!installed(command)) {
      return List.of();
    }
    Path folder = Files.createTempDirectory("tool");
    try {
      Files.writeString(folder.resolve(member), GOOD, UTF_8);
      ProcessBuilder shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());
      shell.environment().put("M", member);
      shell.environment().put("LC_ALL", "C.UTF-8");
      Path log = folder.resolve("log");
      shell.redirectErrorStream(true).redirectOutput(log.toFile());
      shell.start().waitFor();
      if (Files.notExists(folder.resolve("a"))) {
        throw new IOException(program + " made no archive: " + Files.readString(log));
      }
      return List.of(Files.readAllBytes(folder.resolve("a")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      delete(folder);
    }
  }

  private static boolean installed(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
