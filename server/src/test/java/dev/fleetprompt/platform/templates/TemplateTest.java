package dev.fleetprompt.platform.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fleetprompt.platform.schemas.ExactJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class TemplateTest {

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }

  private static String mattermost(String template, String data) throws Exception {
    return Template.of(template, TextFormat.MATTERMOST).render(json(data), 16_000);
  }

  @Test
  void valuesAndSectionsAreFilledIn() throws Exception {
    assertThat(
            mattermost(
                "{{title}}\n{{#rows}}\n- {{name}}: {{count}}\n{{/rows}}\n{{^none}}no {{/none}}end",
                "{'title': 'T', 'rows': [{'name': 'a', 'count': 1.50}, {'name': 'b', 'count': 2}]}"))
        .isEqualTo("T\n- a: 1.50\n- b: 2\nno end");
  }

  @Test
  void aValueThatIsNotThereIsEmpty() throws Exception {
    assertThat(mattermost("[{{a.b.c}}]", "{'a': null}")).isEqualTo("[]");
  }

  @Test
  void anEmptyTextIsFalse() throws Exception {
    assertThat(mattermost("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{'a': ''}")).isEqualTo("no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{a.class.name}}",
        "{{a.getClass}}",
        "{{a.length}}",
        "{{list.size}}",
        "{{class}}",
        "{{entrySet}}",
        "{{number.intValue}}"
      })
  void theObjectsBehindTheValuesAreOutOfReach(String template) throws Exception {
    assertThat(mattermost(template, "{'a': 'x', 'list': [1], 'number': 4}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{{{a}}}', would insert a value without escaping it",
    "'{{&a}}', would insert a value without escaping it",
    "'{{>other}}', is not allowed",
    "'{{=<% %>=}}', is not allowed",
    "'{{<parent}}', is not allowed",
    "'{{$block}}', is not allowed",
    "'{{#a}}x', malformed",
    "'{{#a}}{{/b}}', malformed",
    "'{{a', not closed",
    "'{{a b}}', no name of a value",
    "'`{{a}}`', inside code",
    "'[x]({{a}})', inside a link",
  })
  void whatATemplateMayNotDoIsRefused(String template, String reason) {
    assertThatThrownBy(() -> Template.of(template, TextFormat.MATTERMOST))
        .isInstanceOf(InvalidTemplateException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aRefusalNamesTheLine() {
    var refusal =
        catchThrowableOfType(
            InvalidTemplateException.class,
            () -> Template.of("one\ntwo {{{x}}}\n", TextFormat.PLAIN));

    assertThat(refusal.line()).isEqualTo(2);
    assertThat(refusal.remedy()).isEqualTo("Write '{{x}}'.");
  }

  @Test
  void aTextThatIsTooLongLosesWholeLinesAndSaysHowMany() throws Exception {
    ArrayNode rows = ExactJson.mapper().createArrayNode();
    for (int i = 0; i < 10_000; i++) {
      rows.add("row " + i);
    }
    ObjectNode data = ExactJson.mapper().createObjectNode();
    data.set("rows", rows);

    String text =
        Template.of("{{#rows}}\n- {{.}}\n{{/rows}}", TextFormat.MATTERMOST).render(data, 1_000);

    assertThat(text).hasSizeLessThanOrEqualTo(1_000).startsWith("- row 0\n");
    long kept = text.lines().count() - 1;
    assertThat(text).endsWith("… and %,d more lines".formatted(10_000 - kept));
  }

  @Test
  void sectionsThatMultiplyAreStopped() throws Exception {
    ArrayNode list = ExactJson.mapper().createArrayNode();
    for (int i = 0; i < 1_000; i++) {
      list.add(i);
    }
    ObjectNode data = ExactJson.mapper().createObjectNode();
    data.set("a", list);
    Template nested = Template.of("{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}", TextFormat.PLAIN);

    assertThatThrownBy(() -> nested.render(data, 100)).isInstanceOf(RenderRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"@channel", "@all look", "@here", "x@all", "a @channel, b", "mail me@example.org"})
  void nobodyIsMentioned(String value) throws Exception {
    // Mattermost looks for "@" followed by a letter before anything else.
    assertThat(mattermost("{{a}}", "{'a': '" + value + "'}")).doesNotContainPattern("@\\w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/x",
        "HTTP://evil.example",
        "www.evil.example",
        "WWW.evil.example",
        "ftp://x",
        "[x](https://evil.example)",
        "![x](https://evil.example/p.png)",
        "<https://evil.example>",
        "mailto:x"
      })
  void nothingBecomesALink(String value) throws Exception {
    assertThat(mattermost("{{a}}", "{'a': '" + value + "'}"))
        .doesNotContainPattern("(?i):/|www\\.|mailto:|(?<!\\\\)\\[|(?<!\\\\)\\]|<\\w");
  }

  @ParameterizedTest
  @CsvSource({
    "'a|b', 'a\\|b'",
    "'*b*', '\\*b\\*'",
    "'a_b_c', 'a\\_b\\_c'",
    "'`x`', '\\`x\\`'",
    "'a\\b', 'a\\\\b'",
    "'55,885.30', '55,885.30'",
    "'+12 (+9.7 %)', '+12 (+9.7 %)'",
    "'Zürich – 東京', 'Zürich – 東京'",
  })
  void formattingIsEscapedAndTheRestLeftAlone(String value, String expected) {
    assertThat(TextFormat.MATTERMOST.escape(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"~town-square", "#incident", ":tada:", "$x^2$"})
  void channelsTagsEmojisAndFormulasStayText(String value) {
    String escaped = TextFormat.MATTERMOST.escape(value);
    assertThat(escaped).doesNotContainPattern("[~#$]\\w|:[a-z]+:");
    assertThat(escaped.replace("\u200B", "").replace("\\", "")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "a\u2028b", "a\u0000b", "a\u0085b"})
  void aValueStaysOnItsLine(String value) {
    assertThat(TextFormat.MATTERMOST.escape(value)).matches("a {1,2}b");
    assertThat(TextFormat.PLAIN.escape(value)).matches("a {1,2}b");
  }

  @Test
  void directionCannotBeReversed() {
    assertThat(TextFormat.PLAIN.escape("a\u202Eb\u2066c\u200Fd\uFEFF")).isEqualTo("abcd");
  }
}
