package dev.fleetprompt.platform.functions;

import dev.fleetprompt.platform.schemas.RecordSchemas;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FunctionsConfiguration {

  @Bean
  FunctionCatalog functionCatalog(List<TaskFunction<?, ?>> functions, RecordSchemas schemas) {
    return new FunctionCatalog(functions, schemas);
  }
}
