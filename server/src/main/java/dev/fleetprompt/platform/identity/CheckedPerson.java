package dev.fleetprompt.platform.identity;

/** A new person whose data are in order, with the password hashed. */
record CheckedPerson(String name, Email email, String passwordHash) {
  /**
   * @throws IdentityException when something is not in order
   */
  static CheckedPerson of(NewPerson person, Passwords passwords) {
    String name = Names.of("name", person.name(), Names.LONGEST);
    Email email = Email.of(person.email());
    PasswordRules.check("password", person.password(), email, name);
    return new CheckedPerson(name, email, passwords.hash(person.password()));
  }
}
