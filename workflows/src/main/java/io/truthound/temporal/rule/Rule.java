package io.truthound.temporal.rule;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says one thing that must hold of a dataset. Immutable; equal where every parameter is equal.
 *
 * <p>On the wire a rule is a flat object: {@code type}, its parameters, then its options, under
 * their canonical names and without defaults.
 */
@JsonSerialize(using = RuleJson.RuleSerializer.class)
@JsonDeserialize(using = RuleJson.RuleDeserializer.class)
public sealed interface Rule permits RowRule, SchemaRule, DatasetRule, PastRule {

  /** Returns the canonical name of the rule's type, such as {@code in_range}. */
  String type();

  /** Returns what a broken rule means for the status. */
  Severity severity();

  /** Returns the user's own name for the rule; null where there is none. */
  @Nullable String name();

  /**
   * Returns the columns that the rule names as parameters, in order; those inside expressions are
   * not among them.
   */
  List<String> columns();

  /** Returns the same rule, which makes the status WARNING where it is broken. */
  default Rule warning() {
    return withSeverity(Severity.WARNING);
  }

  /** Returns the same rule with another meaning of its being broken. */
  default Rule withSeverity(Severity severity) {
    return RuleEdit.with(this, "severity", severity.text());
  }

  /** Returns the same rule under a name of the user's own, not blank. */
  default Rule named(String name) {
    return RuleEdit.with(this, "name", name);
  }

  /** Calls the method of the visitor that belongs to this type of rule. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each type of rule; none has a default, so a new type breaks the build. */
  interface Visitor<R> {
    R notNull(NotNull rule);

    R inSet(InSet rule);

    R notInSet(NotInSet rule);

    R inRange(InRange rule);

    R greaterThan(GreaterThan rule);

    R lessThan(LessThan rule);

    R regex(Regex rule);

    R notRegex(NotRegex rule);

    R length(Length rule);

    R minLength(MinLength rule);

    R maxLength(MaxLength rule);

    R conditionalNull(ConditionalNull rule);

    R expression(Expression rule);

    R columnPair(ColumnPair rule);

    R wellFormed(WellFormed rule);

    R convertible(Convertible rule);

    R columnExists(ColumnExists rule);

    R dtype(Dtype rule);

    R schemaMatches(SchemaMatches rule);

    R rowCount(RowCount rule);

    R completenessRatio(CompletenessRatio rule);

    R mixedType(MixedType rule);

    R aggregate(AggregateRule rule);

    R key(KeyRule rule);

    R crossTableRowCount(CrossTableRowCount rule);

    R past(PastRule rule);
  }
}
