package dev.fleetprompt.capability.reporting;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Figures in words, with numbers written for people. Nothing is escaped yet: templates do that.
 *
 * @param period the window in words
 * @param businessMore what was left out, in words; empty when nothing was
 * @param platform one sentence each
 */
record Wording(
    String period,
    String zone,
    @JsonProperty("has_business") boolean hasBusiness,
    List<Row> business,
    @JsonProperty("business_more") String businessMore,
    List<String> platform,
    @JsonProperty("has_errors") boolean hasErrors,
    List<Line> errors,
    @JsonProperty("errors_more") String errorsMore,
    @JsonProperty("next_step") String nextStep) {

  /** A figure beside that of the window before. */
  record Row(String title, String now, String before, String change) {}

  /** An error and how often it occurred. */
  record Line(String count, String text) {}
}
