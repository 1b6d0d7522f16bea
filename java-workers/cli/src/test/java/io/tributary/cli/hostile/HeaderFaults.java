package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Fault.GOOD;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Headers that are not those of the records behind them, and second ones. */
final class HeaderFaults {
  private static final String BEFORE = "Before and behind the header";
  private static final String TABLES = "Two tables in one file";

  private HeaderFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    preambles(all);
    severalLines(all);
    tables(all);
    return all;
  }

  private static void preambles(List<Fault> all) {
    refused(all, BEFORE, "a title before the header", "Hotels of Seoul\n" + GOOD);
    refused(all, BEFORE, "a title, a header and one row", "Hotels of Seoul\nid,v\n1,a\n");
    refused(all, BEFORE, "a title and an empty line", "Hotels, of Seoul, in May\n\n" + GOOD);
    refused(all, BEFORE, "a comment before the header", "# made by export 2.1\r\nid,v\r\n1,a\r\n");
    refused(all, BEFORE, "a title in quotes", "\"Hotels, and\nmore\"\nid,v\n1,a\n2,b");
    refused(all, BEFORE, "a title and lone carriage returns", "Hotels\rid,v\r1,a\r2,b\r");
    refused(
        all,
        BEFORE,
        "several lines before the header",
        "Hotels\nMade on 2025-03-17\nBy us\n" + GOOD);
    refused(
        all,
        BEFORE,
        "several lines and an empty one before the header",
        "Hotels\nMade on 2025-03-17\n\nid,v\n1,a\n2,b");
    refused(
        all,
        BEFORE,
        "a title before 20,000 rows of which some are ragged",
        "Hotels of Seoul\nid,v\n" + ("1,a\n".repeat(9) + "2,b,c\n").repeat(2_000));
    all.add(
        Fault.csv(
                BEFORE,
                "a title in UTF-16",
                ("Hotels of Seoul\n" + GOOD).getBytes(StandardCharsets.UTF_16))
            .dialect("{encoding: utf-16}")
            .memberRefused("unfit-header"));
    all.add(
        csv(BEFORE, "a title before a header without rows", "Hotels of Seoul\nid,v\n")
            .merged("Hotels of Seoul\n")
            .quarantined(2, "too-many-fields"));
  }

  private static void severalLines(List<Fault> all) {
    refused(
        all,
        BEFORE,
        "a header in two lines, the second longer",
        "id,name\nkey,text,KRW\n1,a,5\n2,b,6\n");
    refused(
        all,
        BEFORE,
        "a header in two lines, the second shorter",
        "id,name,net,gross\nkey,text\n1,a\n2,b\n");
    String units = "id,v\n(number),(text)\n1,a\n";
    all.add(csv(BEFORE, "a header in two lines of equally many fields", units).merged(units));
  }

  private static void tables(List<Fault> all) {
    String second = "x,y,z\n1,2,3\n4,5,6\n";
    refused(all, TABLES, "of more columns", GOOD + second);
    refused(all, TABLES, "of fewer columns", second + GOOD);
    refused(all, TABLES, "with an empty line between", GOOD + "\n\n" + second);
    refused(all, TABLES, "with carriage returns", (GOOD + second).replace("\n", "\r\n"));
    refused(all, TABLES, "without a line end at the end", GOOD + "x,y,z\n1,2,3\n4,5,6");
    refused(
        all,
        TABLES,
        "in quotes",
        GOOD + "\"x\",\"y\",\"z\"\n\"1\",\"2,\n\"\"3\",\"\"\n\"4\",\"5\",\"6\"\n");
    refused(
        all,
        TABLES,
        "and a long one the second",
        GOOD + "hotel,night,rate\n" + "Seoul,2025-03-17,90.50\n".repeat(20_000));
    refused(all, TABLES, "and a long one the first", "id,v\n" + "1,a\n".repeat(20_000) + second);
    refused(all, TABLES, "that are three", GOOD + second + "p,q,r,s\n1,2,3,4\n5,6,7,8\n");
    refused(all, TABLES, "of which the second has ragged rows", GOOD + "x,y,z\n1,2\n" + second);
    all.add(
        csv(TABLES, "of equally many columns", GOOD + "x,y\n3,c\n").merged(GOOD + "x,y\n3,c\n"));
    all.add(
        csv(TABLES, "of which the second has no figures", GOOD + "x,y,z\na,b,c\nd,e,f\n")
            .merged(GOOD)
            .quarantined(4, "too-many-fields")
            .quarantined(5, "too-many-fields")
            .quarantined(6, "too-many-fields"));
    all.add(
        csv(TABLES, "of which the second has one row", GOOD + "x,y,z\n1,2,3\n")
            .merged(GOOD)
            .quarantined(4, "too-many-fields")
            .quarantined(5, "too-many-fields"));
  }

  private static void refused(List<Fault> all, String family, String what, String content) {
    all.add(csv(family, what, content).memberRefused("unfit-header"));
  }

  private static Fault csv(String family, String what, String content) {
    return Fault.csv(family, what, content.getBytes(UTF_8));
  }
}
