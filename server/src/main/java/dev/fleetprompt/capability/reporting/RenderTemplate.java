package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.templates.InvalidTemplateException;
import dev.fleetprompt.platform.templates.RenderRefusedException;
import dev.fleetprompt.platform.templates.Template;
import dev.fleetprompt.platform.templates.TextFormat;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** {@code template.render}: a text from a template of the run's own package. */
@Component
final class RenderTemplate implements TaskFunction<RenderTemplate.Order, RenderTemplate.Text> {

  private static final int LONGEST = 100_000;
  private static final String CONFIGURATION =
      "https://serverlessworkflow.io/spec/1.0.0/errors/configuration";
  private static final String RUNTIME = "https://serverlessworkflow.io/spec/1.0.0/errors/runtime";

  private final Installations installations;
  private final PackageRegistry registry;

  RenderTemplate(Installations installations, PackageRegistry registry) {
    this.installations = installations;
    this.registry = registry;
  }

  /**
   * What to render.
   *
   * @param template a file name in the package's {@code templates/}; its ending decides how values
   *     are escaped
   * @param most the most characters that the text may have; 100,000 if absent
   */
  record Order(
      @Size(min = 1, max = 100) String template,
      JsonNode data,
      @Min(100) @Max(LONGEST) Optional<Integer> most) {}

  /** The text. */
  record Text(String text) {}

  @Override
  public FunctionName name() {
    return new FunctionName("template.render");
  }

  @Override
  public Reach reach() {
    return Reach.LOCAL;
  }

  @Override
  public Optional<String> purpose() {
    return Optional.of("Write texts from the package's templates");
  }

  @Override
  public Class<Order> input() {
    return Order.class;
  }

  @Override
  public Text call(Order order, CallContext context) throws FunctionFailedException {
    try {
      TextFormat format =
          TextFormat.ofFile(order.template()).orElseThrow(() -> unknown(order.template()));
      Template template = Template.of(source(order.template(), context), format);
      return new Text(template.render(order.data(), order.most().orElse(LONGEST)));
    } catch (InvalidTemplateException invalid) {
      throw new FunctionFailedException(
          CONFIGURATION,
          400,
          "templates/%s:%d: %s %s"
              .formatted(order.template(), invalid.line(), invalid.getMessage(), invalid.remedy()));
    } catch (RenderRefusedException refused) {
      throw new FunctionFailedException(RUNTIME, 422, String.valueOf(refused.getMessage()));
    }
  }

  private String source(String template, CallContext context) throws FunctionFailedException {
    return context
        .installation()
        .flatMap(id -> installations.find(context.tenant(), id))
        .flatMap(found -> registry.find(found.name(), found.version()))
        .flatMap(version -> version.files().text("templates/" + template))
        .orElseThrow(() -> unknown(template));
  }

  private static FunctionFailedException unknown(String template) {
    return new FunctionFailedException(
        CONFIGURATION,
        404,
        "The run's package has no template '%s'. List it under 'provides.templates'."
            .formatted(template));
  }
}
