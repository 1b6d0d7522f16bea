package io.tributary.cli.plan;

import java.util.List;

/** A plan for people. */
record PlanText(Plan plan, String of) {
  String text() {
    StringBuilder text = new StringBuilder("Plan · ").append(of).append('\n');
    line(text, "delivery", delivery());
    line(text, "extract", extract());
    line(
        text,
        "",
        work(plan.extract().coreHours(), plan.extract().hours(), plan.extract().requests()));
    line(text, "merge", merge());
    line(text, "", work(plan.merge().coreHours(), plan.merge().hours(), plan.merge().requests()));
    line(text, "together", work(plan.coreHours(), plan.hours(), plan.requests()));
    line(text, "storage", storage());
    line(text, "month", month());
    list(text, "But:", plan.warnings());
    text.append("\nFor the partner file, in place of what it says there:\n\n");
    plan.partnerFile().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    list(text, "Assumed:", plan.assumptions());
    return text.toString();
  }

  private String delivery() {
    DeliverySize size = plan.delivery();
    return Figures.count(size.archives(), "archive")
        + ", "
        + Figures.gigabytes(size.packedBytes())
        + " packed, about "
        + Figures.gigabytes(size.unpackedBytes())
        + " unpacked, "
        + Figures.count(size.tables(), "table");
  }

  private String extract() {
    Plan.Extract extract = plan.extract();
    return Figures.count(extract.containers(), "container")
        + " of "
        + pod(extract.cpus(), extract.memoryGib())
        + ", "
        + Figures.count(extract.parallelism(), "archive")
        + " at once in each";
  }

  private String merge() {
    Plan.Merge merge = plan.merge();
    String executors =
        merge.executors() == 0
            ? "no executors"
            : Figures.count(merge.executors(), "executor")
                + " of "
                + pod(merge.executorCpus(), merge.executorMemoryGib());
    return "1 container of " + pod(merge.cpus(), merge.memoryGib()) + ", " + executors;
  }

  private String storage() {
    Plan.Bytes bytes = plan.bytes();
    return Figures.gigabytes(bytes.segments())
        + " of segments and "
        + Figures.gigabytes(bytes.merged())
        + " of tables a day, "
        + Figures.gigabytes(bytes.kept())
        + " kept, "
        + Figures.gigabytes(bytes.moved())
        + " moved a day";
  }

  private String month() {
    Plan.Cost month = plan.month();
    return "about "
        + Figures.rounded(month.total())
        + ": computing "
        + Figures.rounded(month.computing())
        + ", storage "
        + Figures.rounded(month.storage())
        + ", requests "
        + Figures.rounded(month.requests());
  }

  private static void line(StringBuilder text, String name, String what) {
    text.append(String.format("%-9s %s", name, what)).append('\n');
  }

  private static void list(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append('\n');
      lines.forEach(line -> text.append("- ").append(line).append('\n'));
    }
  }

  private static String pod(int cpus, int gib) {
    return Figures.count(cpus, "CPU") + " and " + gib + "Gi";
  }

  private static String work(double coreHours, double hours, StorageRequests requests) {
    return Figures.rounded(coreHours)
        + " core-hours, "
        + Figures.rounded(hours)
        + " hours, "
        + Figures.count(requests.writes())
        + " S3 writes, "
        + Figures.count(requests.reads())
        + " reads";
  }
}
