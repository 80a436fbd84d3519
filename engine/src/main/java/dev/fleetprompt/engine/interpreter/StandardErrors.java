package dev.fleetprompt.engine.interpreter;

/**
 * The standard error types of the Serverless Workflow specification 1.0, and errors of these types.
 */
public final class StandardErrors {

  private static final String BASE = "https://serverlessworkflow.io/spec/1.0.0/errors/";

  public static final String CONFIGURATION = BASE + "configuration";
  public static final String VALIDATION = BASE + "validation";
  public static final String EXPRESSION = BASE + "expression";
  public static final String AUTHENTICATION = BASE + "authentication";
  public static final String AUTHORIZATION = BASE + "authorization";
  public static final String TIMEOUT = BASE + "timeout";
  public static final String COMMUNICATION = BASE + "communication";
  public static final String RUNTIME = BASE + "runtime";

  private StandardErrors() {}

  /** Data that does not fit its schema. */
  public static WorkflowError validation(String detail, String task) {
    return new WorkflowError(VALIDATION, 400, "Validation failed", detail, task);
  }

  /** An expression that could not be evaluated or gave a value of the wrong kind. */
  public static WorkflowError expression(String detail, String task) {
    return new WorkflowError(EXPRESSION, 400, "Expression failed", detail, task);
  }

  /** Something that took longer than it may. */
  public static WorkflowError timeout(String detail, String task) {
    return new WorkflowError(TIMEOUT, 408, "Timed out", detail, task);
  }

  /** A bound of the interpreter that the run reached. */
  public static WorkflowError limit(String detail, String task) {
    return new WorkflowError(RUNTIME, 500, "Limit reached", detail, task);
  }
}
