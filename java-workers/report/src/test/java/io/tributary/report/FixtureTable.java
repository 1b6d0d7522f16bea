package io.tributary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Json;
import io.tributary.core.document.LineageEntry;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.TableInputs;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.document.TableMetadata.Counts;
import io.tributary.core.document.TableMetadata.Drift;
import io.tributary.core.document.TableMetadata.Origin;
import io.tributary.quality.Judgement;
import io.tributary.quality.QualityJudge;
import io.tributary.quality.TableFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** One table of the fixture, merged as the design says, record by record. */
final class FixtureTable {
  private final DayFixture day;
  private final String table;
  private final List<FixtureArchive> archives;
  private final Set<String> columns = new LinkedHashSet<>();
  private final StringBuilder csv = new StringBuilder();
  private final StringBuilder quarantine = new StringBuilder();
  private final StringBuilder lineage = new StringBuilder();
  private final Set<String> seen = new HashSet<>();
  private long rows;
  private long members;
  private long delivered;
  private long quarantined;
  private long repeatedMembers;
  private long repeatedRecords;

  FixtureTable(DayFixture day, String table, List<FixtureArchive> archives) {
    this.day = day;
    this.table = table;
    this.archives = archives;
  }

  void slice() {
    for (FixtureArchive archive : archives) {
      archive.members().stream()
          .filter(member -> member.table().equals(table))
          .forEach(member -> columns.addAll(member.columns()));
    }
    csv.append(String.join(",", columns)).append('\n');
    quarantine.append("archive,member,line,reason,length,sha256,raw\n");
    for (FixtureArchive archive : archives) {
      long first = rows + 1;
      Map<Long, LineageEntry.Deviation> deviations = new TreeMap<>();
      for (int place = 0; place < archive.members().size(); place++) {
        FixtureMember member = archive.members().get(place);
        if (member.table().equals(table)) {
          member(archive, member, place, deviations);
        }
      }
      lineage
          .append(Json.line(new LineageEntry(archive.name(), first, rows - first + 1, deviations)))
          .append('\n');
    }
  }

  private void member(
      FixtureArchive archive,
      FixtureMember member,
      long place,
      Map<Long, LineageEntry.Deviation> deviations) {
    List<String> records = member.records();
    if (!seen.add(member.name() + member.sha256())) {
      repeatedMembers++;
      repeatedRecords += records.size();
      deviations.put(place, new LineageEntry.Deviation(0, 0, true));
      return;
    }
    members++;
    delivered += records.size();
    long aside = 0;
    long line = 2;
    for (String record : records) {
      List<String> fields = FixtureMember.fields(record);
      if (fields.size() == member.columns().size()) {
        row(member.columns(), fields);
      } else {
        aside++;
        quarantine.append(archive.name() + "," + member.name() + "," + line + ",too-few-fields,");
        quarantine.append(record.length() + ",,\"" + record.replace("\"", "\"\"") + "\"\n");
      }
      line += 1 + record.chars().filter(c -> c == '\n').count();
    }
    if (aside > 0) {
      quarantined += aside;
      deviations.put(place, new LineageEntry.Deviation(aside, 0, false));
    }
  }

  private void row(List<String> names, List<String> fields) {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      int at = names.indexOf(column);
      values.add(at < 0 ? "" : fields.get(at));
    }
    csv.append(String.join(",", values)).append('\n');
    rows++;
  }

  byte[] csv() {
    return csv.toString().getBytes(UTF_8);
  }

  byte[] quarantine() {
    return quarantine.toString().getBytes(UTF_8);
  }

  byte[] lineage() {
    return FixtureArchive.gzip(lineage.toString());
  }

  long quarantined() {
    return quarantined;
  }

  TableMetadata metadata() {
    Counts counts =
        new Counts(
            archives.size(),
            members,
            delivered,
            rows,
            quarantined,
            0,
            Optional.empty(),
            Optional.empty(),
            repeatedMembers,
            repeatedRecords,
            0);
    List<Column> measured =
        columns.stream()
            .map(name -> new Column(name, Origin.NEW, members, 0, 0, Map.of(), rows))
            .toList();
    Drift drift = new Drift(Optional.empty(), List.of(), 0);
    Judgement judgement =
        QualityJudge.standard()
            .judge(
                new TableFacts(
                    table,
                    TableFacts.listed(day.day().partner(), table),
                    counts,
                    measured,
                    drift,
                    Map.of("too-few-fields", quarantined),
                    Optional.empty()));
    return new TableMetadata(
        TableMetadata.VERSION,
        "overseas-1",
        table,
        DayFixture.DATE,
        rows,
        counts,
        measured,
        drift,
        List.of(),
        judgement.quality());
  }

  PublicationMarker marker(String etag) {
    TableInputs inputs = new TableInputs(table);
    for (FixtureArchive archive : archives) {
      inputs.add(Json.read(day.store, day.layout.manifest(archive.name()), ArchiveManifest.class));
    }
    String hash = inputs.hash();
    return new PublicationMarker(
        PublicationMarker.VERSION,
        table,
        rows,
        csv().length,
        crc32c(csv()),
        Digests.sha256(Digests.sha256().digest(csv())),
        1,
        hash,
        "fingerprint of " + hash,
        etag,
        Digests.sha256(Json.bytes(metadata())),
        quarantined,
        quarantined == 0 ? 0 : quarantine().length,
        quarantined == 0 ? "" : crc32c(quarantine()),
        "",
        Digests.sha256(lineage()));
  }

  static String crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Digests.crc32c(crc.getValue());
  }
}
