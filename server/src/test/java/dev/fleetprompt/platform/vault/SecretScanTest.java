package dev.fleetprompt.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.vault.SecretScan.Finding;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SecretScanTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Made up, and put together here so that no scanner of source code takes them for real. */
  static String[] tokens() {
    String letters = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ";
    return new String[] {
      "xoxb" + "-1234567890-" + letters,
      "https://hooks.slack.com" + "/services/T000/B000/" + letters,
      "ghp" + "_" + letters,
      "github_pat" + "_" + letters,
      "glpat" + "-" + letters,
      "AKIA" + "ABCDEFGHIJKLMNOP",
      "sk_live" + "_" + letters,
      "whsec" + "_" + letters,
      "AIza" + letters.substring(0, 35),
      "sk-ant" + "-" + letters,
      "1234567890" + ":AA" + letters.substring(0, 33),
      "-----BEGIN RSA " + "PRIVATE KEY-----",
      "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTYifQ" + ".c2lnbmF0dXJl",
      "https://chat.example.com" + "/hooks/" + letters.substring(0, 26),
      "http://127.0.0.1:8065/sub" + "/hooks/" + letters.substring(0, 26),
      "fp" + "_" + letters,
      "postgres://" + "app:hunter2@db.example.com/app",
      "Authorization: " + "Bearer " + letters,
      "AUTHORIZATION=" + "basic " + letters,
      "BEARER " + letters,
      "xapp" + "-1-" + letters,
      "gho" + "_" + letters,
      "ghr" + "_" + letters,
      "ghs" + "_" + letters,
      "ghu" + "_" + letters,
      "glsoat" + "-" + letters,
      "gldt" + "-" + letters,
      "glrt" + "-" + letters,
      "glptt" + "-" + letters,
      "ASIA" + "ABCDEFGHIJKLMNOP",
      "rk_test" + "_" + letters,
      "ya29" + "." + letters,
      "GOCSPX" + "-" + letters,
      "SG" + "." + letters + "." + letters,
      "npm" + "_" + letters.substring(0, 36),
      "https://discord.com" + "/api/webhooks/123456/" + letters,
    };
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void aTokenOfAKnownFormatIsFoundInsideAnyText(String token) {
    var document = JSON.createObjectNode();
    document.putArray("list").add("fine").add("see " + token + " there");

    Optional<Finding> finding = SecretScan.firstIn(document);

    assertThat(finding).map(Finding::pointer).contains("/list/1");
    assertThat(finding.orElseThrow().kind()).doesNotContain(token);
    assertThat(Scrubber.ofFormats().scrub("see " + token + " there")).doesNotContain(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token",
        "refreshToken",
        "Authorization",
        "api-key",
        "API_KEY",
        "password",
        "Cookie",
        "secret",
        "client_secret",
        "x-api-key",
        "Set-Cookie"
      })
  void aTextUnderASecretsNameIsFound(String key) {
    var document = JSON.createObjectNode();
    document.putObject("a~b/c").put(key, "x");

    assertThat(SecretScan.firstIn(document))
        .contains(new Finding("/a~0b~1c/" + key, "value of a field that is named like a secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tokens\": 1200, \"secret\": true, \"password\": null, \"cookie\": \"\"}",
        "{\"password\": \"***\"}",
        "{\"password_reset_at\": \"2026-01-01\", \"secretary\": \"Ann\"}",
        "{\"id\": \"0192f0c1-2222-7333-8444-555566667777\", \"sha256\":"
            + " \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}",
        "{\"text\": \"Basic internationalization and bearer authentication are explained\"}",
        "{\"url\": \"https://example.com/hooks/list?page=2\", \"role\": \"fp_1a2b3c4d_acme\"}",
        "{\"schema\": {\"properties\": {\"password\": {\"type\": \"string\"}}}}"
      })
  void ordinaryDataIsNoSecret(String document) {
    assertThat(SecretScan.firstIn(JSON.readTree(document))).isEmpty();
  }

  @Test
  void theFirstFindingInDocumentOrderIsReported() {
    assertThat(
            SecretScan.firstIn(
                JSON.readTree(
                    "{\"a\":{\"password\":\"x\"},\"b\":[{\"secret\":\"y\"}],\"secret\":\"z\"}")))
        .map(Finding::pointer)
        .contains("/a/password");
  }

  @Test
  void aSecretUsedAsAKeyIsFoundWithoutBeingShown() {
    String token = tokens()[0];
    var document = JSON.createObjectNode();
    document.putObject("by").put(token, 1);

    assertThat(SecretScan.firstIn(document))
        .hasValueSatisfying(finding -> assertThat(finding.toString()).doesNotContain(token))
        .map(Finding::pointer)
        .contains("/by");
  }

  @Test
  @Timeout(10)
  void hostileTextsAreScannedInLinearTime() {
    String text = "eyJeyJeyJ".repeat(20_000) + "http://a/hooks/".repeat(10_000);

    SecretScan.kindIn(text);
  }
}
