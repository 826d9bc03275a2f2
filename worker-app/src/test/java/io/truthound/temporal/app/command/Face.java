package io.truthound.temporal.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.BatchWorkflow;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A way to have a dataset checked; what it comes to is told in the same words. */
enum Face {
  SYNC {
    @Override
    String check(WorkflowClient client, String address, Path store, Case asked) {
      try {
        return words(
            executor(client, asked).build().checkBatch(dataset(asked), RuleSet.parse(asked.rules)));
      } catch (ChunkingException refused) {
        return refused(refused.getMessage());
      }
    }
  },
  ASYNC {
    @Override
    String check(WorkflowClient client, String address, Path store, Case asked) throws Exception {
      try {
        return words(
            executor(client, asked)
                .buildAsync()
                .checkBatch(dataset(asked), RuleSet.parse(asked.rules))
                .get());
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof ChunkingException refused) {
          return refused(refused.getMessage());
        }
        throw failed;
      }
    }
  },
  CHILD_WORKFLOW {
    @Override
    String check(WorkflowClient client, String address, Path store, Case asked) {
      Parent parent =
          client.newWorkflowStub(
              Parent.class, WorkflowOptions.newBuilder().setTaskQueue(PARENTS).build());
      try {
        BatchRequest request =
            BatchRequest.check(dataset(asked), RuleSet.parse(asked.rules))
                .withConfig(config(asked));
        return words((CheckResult) parent.run(request));
      } catch (WorkflowFailedException failed) {
        Throwable cause = failed;
        while (!(cause instanceof ApplicationFailure)) {
          cause = cause.getCause();
        }
        ApplicationFailure why = (ApplicationFailure) cause;
        if (FailureTypes.planning().contains(why.getType())) {
          return refused(why.getOriginalMessage());
        }
        throw failed;
      }
    }
  },
  COMMAND_LINE {
    @Override
    String check(WorkflowClient client, String address, Path store, Case asked) throws Exception {
      CommandLineWorld world = new CommandLineWorld(store);
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "check",
                  asked.path.toString(),
                  "--batch-size",
                  Long.toString(asked.batchSize),
                  "--name",
                  "data",
                  "--format",
                  "json"));
      if (asked.failFast) {
        arguments.add("--fail-fast");
      }
      for (JsonNode rule : JSON.readTree(asked.rules)) {
        arguments.addAll(List.of("--rule", rule.toString()));
      }
      if (!address.isEmpty()) {
        arguments.addAll(List.of("--address", address));
      }
      int status = world.run(arguments);
      return status == 2
          ? refused(world.err().substring(world.err().lastIndexOf("truthound check: ") + 17))
          : words(JSON.readTree(world.out()));
    }
  };

  static final String PARENTS = "parents";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A check to do. */
  record Case(Path path, String rules, long batchSize, boolean failFast) {}

  /** A user's own workflow. */
  @WorkflowInterface
  public interface Parent {
    @WorkflowMethod
    BatchOutcome run(BatchRequest request);
  }

  /** Has another workflow do the check. */
  public static final class ParentImpl implements Parent {
    @Override
    public BatchOutcome run(BatchRequest request) {
      return Workflow.newChildWorkflowStub(
              BatchWorkflow.class,
              ChildWorkflowOptions.newBuilder().setTaskQueue("truthound").build())
          .run(request);
    }
  }

  /**
   * Checks.
   *
   * @param address of the server; empty for one in memory
   * @return what it came to, in the words of every face
   */
  abstract String check(WorkflowClient client, String address, Path store, Case asked)
      throws Exception;

  private static BatchConfig config(Case asked) {
    return BatchConfig.DEFAULT.withBatchSize(asked.batchSize).withFailFast(asked.failFast);
  }

  private static BatchExecutor.Builder executor(WorkflowClient client, Case asked) {
    return BatchExecutor.newBuilder(client).setConfig(config(asked));
  }

  private static Dataset dataset(Case asked) {
    return Dataset.of(asked.path.toString()).named("data");
  }

  private static String refused(String message) {
    return "refused: " + message.strip();
  }

  private static String words(CheckResult result) {
    StringBuilder words =
        new StringBuilder(
            "%s %s %d/%d/%d/%d/%d"
                .formatted(
                    result.status(),
                    result.ended().name().toLowerCase(java.util.Locale.ROOT),
                    result.passedChunks(),
                    result.warningChunks(),
                    result.failedChunks(),
                    result.errorChunks(),
                    result.skippedChunks()));
    result
        .rules()
        .forEach(
            rule ->
                words.append(
                    " %s %s %d of %d at %s"
                        .formatted(
                            rule.type(),
                            rule.status(),
                            rule.tally().failed(),
                            rule.tally().evaluated(),
                            rule.samples().stream().map(sample -> sample.row()).toList())));
    return words.toString();
  }

  private static String words(JsonNode result) {
    StringBuilder words =
        new StringBuilder(
            "%s %s %d/%d/%d/%d/%d"
                .formatted(
                    result.get("status").asText(),
                    result.get("ended").asText(),
                    result.get("passed_chunks").asLong(),
                    result.get("warning_chunks").asLong(),
                    result.get("failed_chunks").asLong(),
                    result.get("error_chunks").asLong(),
                    result.get("skipped_chunks").asLong()));
    for (JsonNode rule : result.get("rules")) {
      List<Long> rows = new ArrayList<>();
      rule.get("samples").forEach(sample -> rows.add(sample.get("row").asLong()));
      words.append(
          " %s %s %d of %d at %s"
              .formatted(
                  rule.get("type").asText(),
                  rule.get("status").asText(),
                  rule.get("failed").asLong(),
                  rule.get("evaluated").asLong(),
                  rows));
    }
    return words.toString();
  }
}
