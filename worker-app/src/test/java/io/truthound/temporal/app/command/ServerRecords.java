package io.truthound.temporal.app.command;

import com.google.protobuf.Message;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a server keeps of workflows, as it came: nothing of it is decoded. */
record ServerRecords(WorkflowServiceStubs stubs) implements AutoCloseable {

  static ServerRecords of(String address) {
    return new ServerRecords(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()));
  }

  /** Returns the bytes of a message, a letter each. */
  static String text(Message message) {
    return new String(message.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  /** Returns the events of a run; of the last one where its id is empty. */
  GetWorkflowExecutionHistoryResponse history(String id, String run) {
    return stubs
        .blockingStub()
        .getWorkflowExecutionHistory(
            GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace("default")
                .setExecution(execution(id, run))
                .build());
  }

  /** Returns what is said of a workflow: memo, search attributes, what is pending. */
  Message description(String id) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(execution(id, ""))
                .build());
  }

  /** Returns what a workflow answers to a query. */
  Message answer(String id, String query) {
    return stubs
        .blockingStub()
        .queryWorkflow(
            QueryWorkflowRequest.newBuilder()
                .setNamespace("default")
                .setExecution(execution(id, ""))
                .setQuery(WorkflowQuery.newBuilder().setQueryType(query))
                .build());
  }

  /** Returns the ids of all workflows that are closed, as the server lists them after a while. */
  List<String> closed() {
    return stubs
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace("default")
                .setQuery("ExecutionStatus != 'Running'")
                .build())
        .getExecutionsList()
        .stream()
        .map(each -> each.getExecution().getWorkflowId())
        .toList();
  }

  private static WorkflowExecution execution(String id, String run) {
    return WorkflowExecution.newBuilder().setWorkflowId(id).setRunId(run).build();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
