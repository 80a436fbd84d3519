package dev.fleetprompt.platform.vault;

import com.google.re2j.Pattern;

/**
 * Shapes by which a secret gives itself away. Each begins with something its issuer chose so that
 * scanners can find it; there is no guess by randomness. Matching is linear in the text (RE2).
 */
enum TokenFormat {
  SLACK("Slack token", "xox[abeoprs]-[0-9A-Za-z-]{10,}|xapp-[0-9A-Za-z-]{10,}", "xox", "xapp-"),
  SLACK_WEBHOOK(
      "Slack webhook address",
      "hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/-]{8,}",
      "hooks.slack.com/"),
  GITHUB(
      "GitHub token",
      "gh[opsur]_[0-9A-Za-z]{30,}|github_pat_[0-9A-Za-z_]{22,}",
      "ghp_",
      "gho_",
      "ghs_",
      "ghu_",
      "ghr_",
      "github_pat_"),
  GITLAB(
      "GitLab token",
      "gl(?:pat|dt|rt|ptt|soat)-[\\w-]{20,}",
      "glpat-",
      "gldt-",
      "glrt-",
      "glptt-",
      "glsoat-"),
  AWS("AWS access key", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b", "AKIA", "ASIA"),
  STRIPE("Stripe key", "\\b[rs]k_(?:live|test)_[0-9A-Za-z]{10,}", "k_live_", "k_test_"),
  WEBHOOK_SECRET("webhook signing secret", "\\bwhsec_[0-9A-Za-z+/=]{16,}", "whsec_"),
  GOOGLE(
      "Google key",
      "\\bAIza[\\w-]{35}|\\bya29\\.[\\w-]{20,}|\\bGOCSPX-[\\w-]{20,}",
      "AIza",
      "ya29.",
      "GOCSPX-"),
  MODEL_PROVIDER("model provider key", "\\bsk-(?:ant-|proj-|svcacct-)?[\\w-]{20,}", "sk-"),
  TELEGRAM("Telegram bot token", "\\b[0-9]{8,10}:AA[\\w-]{33}\\b", ":AA"),
  SENDGRID("SendGrid key", "\\bSG\\.[\\w-]{16,}\\.[\\w-]{16,}", "SG."),
  NPM("npm token", "\\bnpm_[0-9A-Za-z]{36}\\b", "npm_"),
  PRIVATE_KEY("private key", "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY", "PRIVATE KEY"),
  JWT("JSON web token", "\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]*", "eyJ"),
  MATTERMOST_WEBHOOK(
      "Mattermost webhook address",
      "https?://[^\\s\"'<>]{1,300}/hooks/[0-9A-Za-z]{16,}",
      "/hooks/"),
  DISCORD_WEBHOOK(
      "Discord webhook address",
      "discord(?:app)?\\.com/api/webhooks/[0-9]+/[\\w-]{20,}",
      "/api/webhooks/"),
  PLATFORM_KEY("FleetPrompt key", "\\bfp_(?:[a-z]{2,6}_)?[0-9A-Za-z]{24,}", "fp_"),
  ADDRESS_PASSWORD(
      "address with a password",
      "\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@\"]{1,200}:[^\\s/@\"]{1,200}@",
      "://"),
  AUTHORIZATION(
      "authorization header",
      "(?i:authorization[\"']?\\s*[:=]\\s*[\"']?(?:bearer|basic|token)\\s+[^\\s\"']{8,})|(?i:\\bbearer\\s+[\\w.~+/=-]{32,})",
      "authorization",
      "bearer");

  private final String title;
  private final Pattern pattern;
  private final String[] clues;

  /**
   * @param clues one of them is in every text that matches; for {@link #AUTHORIZATION} in any case
   */
  TokenFormat(String title, String pattern, String... clues) {
    this.title = title;
    this.pattern = Pattern.compile(pattern);
    this.clues = clues;
  }

  /** What people call it. */
  String title() {
    return title;
  }

  boolean occursIn(String text) {
    return mayOccurIn(text) && pattern.matcher(text).find();
  }

  String mask(String text) {
    return mayOccurIn(text) ? pattern.matcher(text).replaceAll(Scrubber.MASK) : text;
  }

  /** Almost every text that passes here holds no clue, and a search for a constant costs little. */
  private boolean mayOccurIn(String text) {
    for (String clue : clues) {
      if (this == AUTHORIZATION ? containsInAnyCase(text, clue) : text.contains(clue)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsInAnyCase(String text, String clue) {
    for (int at = 0; at <= text.length() - clue.length(); at++) {
      if (text.regionMatches(true, at, clue, 0, clue.length())) {
        return true;
      }
    }
    return false;
  }
}
