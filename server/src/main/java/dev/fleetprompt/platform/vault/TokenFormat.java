package dev.fleetprompt.platform.vault;

import com.google.re2j.Pattern;

/**
 * Shapes by which a secret gives itself away. Each begins with something its issuer chose so that
 * scanners can find it; there is no guess by randomness. Matching is linear in the text (RE2).
 */
enum TokenFormat {
  SLACK("Slack token", "xox[abeoprs]-[0-9A-Za-z-]{10,}|xapp-[0-9A-Za-z-]{10,}"),
  SLACK_WEBHOOK(
      "Slack webhook address", "hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/-]{8,}"),
  GITHUB("GitHub token", "gh[opsur]_[0-9A-Za-z]{30,}|github_pat_[0-9A-Za-z_]{22,}"),
  GITLAB("GitLab token", "gl(?:pat|dt|rt|ptt|soat)-[\\w-]{20,}"),
  AWS("AWS access key", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
  STRIPE("Stripe key", "\\b[rs]k_(?:live|test)_[0-9A-Za-z]{10,}"),
  WEBHOOK_SECRET("webhook signing secret", "\\bwhsec_[0-9A-Za-z+/=]{16,}"),
  GOOGLE("Google key", "\\bAIza[\\w-]{35}|\\bya29\\.[\\w-]{20,}|\\bGOCSPX-[\\w-]{20,}"),
  MODEL_PROVIDER("model provider key", "\\bsk-(?:ant-|proj-|svcacct-)?[\\w-]{20,}"),
  TELEGRAM("Telegram bot token", "\\b[0-9]{8,10}:AA[\\w-]{33}\\b"),
  SENDGRID("SendGrid key", "\\bSG\\.[\\w-]{16,}\\.[\\w-]{16,}"),
  NPM("npm token", "\\bnpm_[0-9A-Za-z]{36}\\b"),
  PRIVATE_KEY("private key", "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY"),
  JWT("JSON web token", "\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]*"),
  MATTERMOST_WEBHOOK(
      "Mattermost webhook address", "https?://[^\\s\"'<>]{1,300}/hooks/[0-9A-Za-z]{16,}"),
  DISCORD_WEBHOOK(
      "Discord webhook address", "discord(?:app)?\\.com/api/webhooks/[0-9]+/[\\w-]{20,}"),
  PLATFORM_KEY("FleetPrompt key", "\\bfp_[0-9A-Za-z]{24,}"),
  ADDRESS_PASSWORD(
      "address with a password",
      "\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@\"]{1,200}:[^\\s/@\"]{1,200}@"),
  AUTHORIZATION(
      "authorization header",
      "(?i:authorization[\"']?\\s*[:=]\\s*[\"']?(?:bearer|basic|token)\\s+[^\\s\"']{8,})|(?i:\\bbearer\\s+[\\w.~+/=-]{32,})");

  private final String title;
  private final Pattern pattern;

  TokenFormat(String title, String pattern) {
    this.title = title;
    this.pattern = Pattern.compile(pattern);
  }

  /** What people call it. */
  String title() {
    return title;
  }

  boolean occursIn(String text) {
    return pattern.matcher(text).find();
  }

  String mask(String text) {
    return pattern.matcher(text).replaceAll(Scrubber.MASK);
  }
}
