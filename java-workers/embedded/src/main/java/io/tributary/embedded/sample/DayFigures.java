package io.tributary.embedded.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a correct run must find in one day's delivery. */
final class DayFigures {
  private final LocalDate date;
  private final Map<String, TableFigures> tables = new TreeMap<>();
  private final List<Map<String, String>> refused = new ArrayList<>();
  private final List<String> duplicates = new ArrayList<>();
  private int archives;
  private int members;
  private int duplicateMembers;
  private int ignored;
  private long bytes;
  private long rawBytes;

  DayFigures(LocalDate date) {
    this.date = date;
  }

  void archive(long size) {
    archives++;
    bytes += size;
  }

  void refused(String archive, String reason) {
    Map<String, String> refusal = new LinkedHashMap<>();
    refusal.put("archive", archive);
    refusal.put("reason", reason);
    refused.add(refusal);
  }

  void duplicate(String archive) {
    duplicates.add(archive);
  }

  void member(SampleMember member) {
    members++;
    rawBytes += member.bytes().length;
    tables
        .computeIfAbsent(member.table().name(), name -> new TableFigures(member.table().first()))
        .add(member.figures());
  }

  void duplicateMember() {
    duplicateMembers++;
  }

  void ignored() {
    ignored++;
  }

  String summary() {
    int records = tables.values().stream().mapToInt(TableFigures::delivered).sum();
    return String.format(
        "%s: %d archives, %.1f MB (%.1f MB raw), %,d members, %,d records, %d tables",
        date, archives, bytes / 1e6, rawBytes / 1e6, members, records, tables.size());
  }

  /**
   * The figures as a document. {@code members} are those of archives that are neither refused nor
   * duplicate; each duplicate member is left out of {@code delivered}.
   */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("date", date.toString());
    Map<String, Object> ofArchives = new LinkedHashMap<>();
    ofArchives.put("listed", archives);
    ofArchives.put("refused", refused);
    ofArchives.put("duplicate", duplicates);
    document.put("archives", ofArchives);
    Map<String, Object> ofMembers = new LinkedHashMap<>();
    ofMembers.put("delivered", members);
    ofMembers.put("duplicate", duplicateMembers);
    ofMembers.put("ignored", ignored);
    document.put("members", ofMembers);
    Map<String, Object> byName = new LinkedHashMap<>();
    tables.forEach((name, figures) -> byName.put(name, figures.document()));
    document.put("tables", byName);
    return document;
  }
}
