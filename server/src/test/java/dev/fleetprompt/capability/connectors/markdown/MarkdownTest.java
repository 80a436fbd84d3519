package dev.fleetprompt.capability.connectors.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final String DIGEST =
      """
      #### Daily Ops Digest: Thursday

      | Business | Now | Before |
      |:---------|----:|-------:|
      | Orders | 136 | 124 |
      | Revenue & more | 55,885.30 | 9 |

      **Platform**

      - Runs: 12 *completed*
      - see [the run](https://fleet.example/runs/1)

      `code` <b>html</b>
      """;

  @Test
  void slackGetsItsOwnMarkup() {
    assertThat(Markdown.slack(DIGEST))
        .isEqualTo(
            """
            *Daily Ops Digest: Thursday*

            ```
            Business              Now  Before
            Orders                136     124
            Revenue &amp; more  55,885.30       9
            ```

            *Platform*

            • Runs: 12 _completed_
            • see <https://fleet.example/runs/1|the run>

            `code` &lt;b&gt;html&lt;/b&gt;\
            """);
  }

  @Test
  void aPhoneGetsALineForEachRow() {
    assertThat(Markdown.narrow(DIGEST))
        .contains("Orders: Now 136, Before 124\nRevenue & more: Now 55,885.30, Before 9")
        .contains("the run (https://fleet.example/runs/1)")
        .doesNotContain("**", "|", "####");
  }

  @Test
  void mailGetsHtmlInWhichNothingIsAlive() {
    String html =
        Markdown.html(
            DIGEST
                + "\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](data:text/html,1)"
                + " <img src=x onerror=alert(1)>");

    assertThat(html)
        .contains("<td align=\"right\">55,885.30</td>", "<strong>Platform</strong>")
        .contains("&lt;script&gt;")
        .doesNotContain("<script", "javascript:", "data:text", "<img src=\"x", "<b>");
  }

  @Test
  void mentionsAndAddressesInATextStayText() {
    assertThat(Markdown.slack("<!channel> [a](javascript:x) & <https://evil|x>"))
        .doesNotContain("<!", "javascript")
        .contains("&lt;!channel&gt;");
    assertThat(Markdown.slack("[a|b>](https://x.example/a|b)")).contains("https://x.example/a%7Cb");
  }

  @Test
  void deepNestingEndsInText() {
    String deep = ">".repeat(20_000) + "x\n" + "- ".repeat(20_000) + "y";

    assertThat(Markdown.slack(deep)).contains("x");
    assertThat(Markdown.html(deep)).contains("x");
    assertThat(Markdown.wide("*".repeat(20_000) + "z" + "*".repeat(20_000))).contains("z");
    assertThat(Markdown.narrow("[".repeat(20_000) + "](".repeat(20_000))).isNotEmpty();
  }
}
