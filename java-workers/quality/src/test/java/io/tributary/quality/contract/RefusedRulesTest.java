package io.tributary.quality.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, with its line, its key and what would be right. */
class RefusedRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{metric: nulls, mustBe: 0} | .metric: 'nulls' is unknown; write one of nullValues, missingValues",
        "{metric: rowCount, mustBe: 0} | .metric: 'rowCount' counts the rows of a table; move it to the table's quality",
        "{mustBe: 0, type: library} | .metric: is missing; the standard asks for it",
        "{metric: nullValues, mustBe: 0, unit: share} | .unit: 'share' is no unit of a rule; write one of rows, percent",
        "{metric: nullValues, mustBe: 0, severity: fatal} | .severity: 'fatal' is no severity; write one of info, warn, error, critical",
        "{metric: nullValues, mustBe: 0, arguments: {a: 1}} | .arguments.a: is unknown; remove it: nothing can be set here",
        "{metric: missingValues, mustBe: 0} | .arguments.missingValues: is missing; list the values that mean nothing",
        "{metric: invalidValues, mustBe: 0} | .arguments: is missing; write validValues: [A, B] or pattern",
        "{metric: invalidValues, mustBe: 0, arguments: {validValue: [A]}} | .arguments.validValue: is unknown; did you mean validValues?",
        "{metric: invalidValues, mustBe: 0, arguments: {validValues: [A], pattern: B}} | .arguments: has both validValues and pattern; write a rule for each",
        "{metric: invalidValues, mustBe: 0, arguments: {validValues: []}} | .arguments.validValues: is no list of values; write the valid ones",
        "{metric: invalidValues, mustBe: 0, arguments: {validValues: [[A]]}} | .arguments.validValues[0]: is no single value; write a list of texts or numbers",
        "{metric: invalidValues, mustBe: 0, arguments: {pattern: '[A'}} | .arguments.pattern: '[A' is no regular expression: Unclosed character class",
        "{metric: duplicateValues, mustBe: 0, arguments: {properties: [price]}} | .arguments.properties: is unknown; remove it",
        "{type: sql, mustBe: 0} | .query: is missing; the standard asks for it",
        "{type: sql, query: ' ', mustBe: 0} | .query: is blank; write a query such as SELECT COUNT(*) FROM {object}",
        "{type: sql, query: 'SELECT ${objekt}', mustBe: 0} | .query: ${objekt} stands for nothing; did you mean object?",
        "{type: sqll, query: SELECT 1, mustBe: 0} | .type: 'sqll' is unknown; did you mean sql?",
        "{type: custom, engine: soda, implementation: x} | .engine: 'soda' is not run here, and nobody would check the rule; write engine: tributary",
        "{type: custom, engine: tributary} | .implementation: is missing; the standard asks for it",
        "{type: custom, engine: tributary, implementation: {a: 1}} | .implementation.rule: is missing; write one of missing-archives, freshness",
        "{type: custom, engine: tributary, implementation: freshnes} | .implementation.rule: 'freshnes' is no rule of tributary; did you mean freshness?",
        "{type: custom, engine: tributary, implementation: freshness} | .implementation: freshness does not judge a column; move it to the table's quality",
        "{type: custom, engine: tributary, implementation: {rule: reference, table: hotel}} | .implementation.table: 'hotel' is no table of this contract; write one of room_rate",
        "{type: custom, engine: tributary, implementation: {rule: reference, tables: x}} | .implementation.tables: is unknown; did you mean table?",
        "{type: custom, engine: tributary, implementation: {rule: compared-with-day-before, metric: rows, mustBe: 0}} | .implementation.metric: 'rows' cannot be compared here; write one of nulls, distinct, mean",
        "{type: custom, engine: tributary, implementation: {rule: compared-with-day-before}} | .implementation: has no operator; write one of mustBe",
        "{type: custom, engine: tributary, implementation: freshness, mustBe: 0} | .mustBe: has no effect here; write it beside a metric or a query",
        "{metric: nullValues, mustBe: 0, customProperties: [{property: action, value: stop}]} | .customProperties[0].value: 'stop' is no action; write one of publish, quarantine, hold",
        "{metric: nullValues, mustBe: 0, customProperties: [{property: Action, value: hold}]} | .customProperties[0].property: 'Action' is unknown; did you mean action?",
        "{metric: duplicateValues, mustBe: 0, customProperties: [{property: action, value: quarantine}]} | : looks at the table as a whole and cannot say which rows to quarantine",
        "{metric: nullValues, mustBe: 0, id: row-count} | : the name row-count is that of a rule that holds without a contract; write another id",
        "{metric: nullValues, mustBe: 0, id: a b} | .id: 'a b' does not match",
        "{metric: nullValues, mustBe: 0, dimension: beauty} | .dimension: 'beauty' is unknown; write one of accuracy",
        "text | : 'text' is a text; write 'key: value' pairs",
      })
  void onAColumn(String rule, String mistake) {
    assertThat(ContractText.mistakes(ContractText.columnText("quality:\n  - " + rule)))
        .anySatisfy(
            line ->
                assertThat(line).startsWith("11: schema[0].properties[0].quality[0]" + mistake));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{metric: nullValues, mustBe: 0} | .metric: 'nullValues' looks at a column's values; move it to a property's quality",
        "{metric: rowCount, mustBe: 0, unit: percent} | .unit: 'percent' says nothing of a number of rows",
        "{metric: duplicateValues, mustBe: 0} | .arguments.properties: is missing; list the properties that are unique together",
        "{metric: duplicateValues, mustBe: 0, arguments: {properties: [hotel]}} | .arguments.properties[0]: 'hotel' is no property of room_rate in this contract; write one of hotel_id, price",
        "{type: sql, query: 'SELECT {property}', mustBe: 0} | .query: {property} stands for a column; move the rule to a property's quality",
        "{type: custom, engine: tributary, implementation: {rule: missing-archives, unit: rows}} | .implementation.unit: 'rows' is no unit of this rule; write archives or percent",
        "{type: custom, engine: tributary, implementation: {rule: freshness, by: soon}} | .implementation.by: 'soon' is no time of day",
        "{type: custom, engine: tributary, implementation: {rule: freshness, at: 6}} | .implementation.at: is unknown; write one of rule, by",
        "{type: custom, engine: tributary, implementation: {rule: header-drift, allow: [add]}} | .implementation.allow[0]: 'add' is no kind of drift; write one of added",
        "{type: custom, engine: tributary, implementation: {rule: header-drift, against: x}} | .implementation.against: 'x' is nothing to compare with; write baseline or contract",
        "{type: custom, engine: tributary, implementation: {rule: reference, table: room_rate}} | .implementation.columns: is missing; list the columns that name a row",
        "{type: custom, engine: tributary, implementation: {rule: reference, columns: [price]}} | .implementation.table: is missing; write the table whose rows are named",
        "{type: custom, engine: tributary, implementation: {rule: reference, columns: [price], table: room_rate, keys: [price, hotel_id]}} | .implementation.keys: must be as many as columns",
        "{type: custom, engine: tributary, implementation: {rule: compared-with-day-before, metric: nulls, mustBe: 0}} | .implementation.metric: 'nulls' cannot be compared here; write one of rows, columns, or move",
        "{type: custom, engine: tributary, implementation: freshness, customProperties: [{property: action, value: hold}]} | : judges the delivery, which cannot be held or quarantined",
      })
  void onATable(String rule, String mistake) {
    assertThat(ContractText.mistakes(ContractText.tableText("quality:\n  - " + rule)))
        .anySatisfy(line -> assertThat(line).startsWith("12: schema[0].quality[0]" + mistake));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "logicalType: strng | 10: .logicalType: 'strng' is unknown; did you mean string?",
        "logicalType: object | 10: .logicalType: 'object' is no type of a CSV's column; write string",
        "requierd: true | 10: .requierd: is unknown; did you mean required?",
        "required: 'yes' | 10: .required: 'yes' is a text; write a value of type boolean",
        "logicalTypeOptions: {maxLength: 3} | 10: .logicalTypeOptions: needs a logicalType beside it",
      })
  void ofAProperty(String more, String mistake) {
    String line = mistake.replace(": .", ": schema[0].properties[0].");
    assertThat(ContractText.mistakes(ContractText.columnText(more)))
        .anySatisfy(found -> assertThat(found).startsWith(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string  | {minLength: 5, maxLength: 2} | .maxLength: is less than minLength",
        "string  | {format: emil} | .format: 'emil' is no format that can be checked; did you mean email?",
        "string  | {pattern: '('} | .pattern: '(' is no regular expression",
        "string  | {minimum: 3} | .minimum: does not belong here; move or remove it",
        "integer | {minimum: 5, maximum: 2} | : leaves no number between minimum and maximum",
        "integer | {exclusiveMinimum: 5, maximum: 5} | : leaves no number between minimum and maximum",
        "integer | {minimum: low} | .minimum: 'low' is a text; write a value of type number",
        "integer | {format: i7} | .format: 'i7' is unknown; did you mean i8?",
        "date    | {format: yyyy-bb} | .format: 'yyyy-bb' is no format of dates",
        "date    | {minimum: '2020-13-01'} | .minimum: '2020-13-01' is no date; write one such as 2025-03-17",
        "timestamp | {maximum: '2020-01-01'} | .maximum: '2020-01-01' is no date with a time",
        "time    | {minimum: '06:00'} | .minimum: cannot be checked of times of day; write a rule of type sql",
        "boolean | {minimum: 1} | .minimum: is unknown; remove it: nothing can be set here",
      })
  void ofAType(String type, String options, String mistake) {
    assertThat(
            ContractText.mistakes(
                ContractText.columnText(
                    "logicalType: " + type + "\nlogicalTypeOptions: " + options)))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("11: schema[0].properties[0].logicalTypeOptions" + mistake));
  }

  @Test
  void allAtOnceInTheOrderOfTheFile() {
    assertThat(
            ContractText.mistakes(
                """
                owner: me
                schema:
                  - name: hotel
                    properties:
                      - {name: hotel_id, logicalType: whole}
                      - {name: Hotel ID}
                    quality:
                      - {metric: rowCount, mustBe: 0}
                      - {metric: rowCount, mustBe: 1}
                  - physicalName: x
                  - name: hotel
                """))
        .containsExactly(
            "6: owner: is unknown; the standard has no such key; what is your own is a"
                + " customProperties",
            "10: schema[0].properties[0].logicalType: 'whole' is unknown; write one of string,"
                + " date, timestamp, time, number, integer, object, array, boolean",
            "11: schema[0].properties[1].name: there is a property Hotel ID already, on line 10;"
                + " put all of it into one",
            "14: schema[0].quality[1]: the table has a rule rowCount already, on line 13; write an"
                + " id of its own",
            "15: schema[1].name: is missing; the standard asks for it",
            "16: schema[2].name: there is a table hotel already, on line 8; put all of it into"
                + " one");
  }

  @Test
  void theHeadIsTheStandards() {
    assertThat(ContractText.mistakes("status: active"))
        .containsExactly("6: status: is there already, on line 5; remove one of them");
    Path file = ContractText.file("apiVersion: v4.0.0\nversion: 1.0\n");
    assertThat(catchThrowable(() -> Contract.read(file)))
        .hasMessageContaining(":1: apiVersion: 'v4.0.0' is unknown; write v3.1.0, the version")
        .hasMessageContaining(":2: version: '1.0' is a number; write a text, such as \"1.0\"")
        .hasMessageContaining("kind: is missing; the standard asks for it")
        .hasMessageContaining("id: is missing")
        .hasMessageContaining("status: is missing");
  }

  @Test
  void rulesOnTheDayStandOnce() {
    String rule = "    quality: [{type: custom, engine: tributary, implementation: freshness}]\n";
    assertThat(
            ContractText.mistakes("schema:\n  - name: hotel\n" + rule + "  - name: city\n" + rule))
        .containsExactly(
            "10: schema[1].quality[0]: freshness judges the day as a whole, and is there already,"
                + " on line 8; remove one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hotel.hotel | 'hotel.hotel' is no property of hotel in this contract; write one of hotel_id, parent",
        "hotels.id | 'hotels' is no table of this contract; did you mean hotel?",
        "/schema/hotel | cannot be looked up; write table.column, such as hotel.hotel_id",
      })
  void relationshipsNameWhatThereIs(String to, String mistake) {
    assertThat(
            ContractText.mistakes(
                """
                schema:
                  - name: hotel
                    properties:
                      - {name: hotel_id}
                      - {name: parent, relationships: [{to: %s}]}
                """
                    .formatted(to)))
        .singleElement()
        .asString()
        .startsWith("10: schema[0].properties[1].relationships[0].to: ")
        .contains(mistake.replace("'hotel.hotel'", "'hotel'"));
  }
}
