package dev.fleetprompt.platform.schemas;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/** Regular expressions that no text can make slow. */
final class LinearPatterns implements RegularExpressionFactory {

  @Override
  public RegularExpression getRegularExpression(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return text -> pattern.matcher(text).find();
  }
}
