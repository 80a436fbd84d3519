package dev.fleetprompt.surface.web.inertia;

import java.math.BigDecimal;

/**
 * An amount for the browser, exact.
 *
 * @param amount a plain decimal number
 * @param currency three letters of ISO 4217
 */
public record Money(String amount, String currency) {
  public static Money of(BigDecimal amount, String currency) {
    return new Money(amount.toPlainString(), currency);
  }
}
