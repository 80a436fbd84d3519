package dev.fleetprompt.engine.jq;

/**
 * A text that charges for every character looked at, so that a regular expression pays for the work
 * it causes.
 */
final class MeteredText implements CharSequence {
  private final Run run;
  private final String text;
  private final int price;

  MeteredText(Run run, String text, int price) {
    this.run = run;
    this.text = text;
    this.price = price;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    run.steps(price);
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
