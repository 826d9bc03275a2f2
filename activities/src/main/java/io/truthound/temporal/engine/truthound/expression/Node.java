package io.truthound.temporal.engine.truthound.expression;

import java.util.List;

/** Describes an expression that the allow-list has accepted. No node holds unchecked user text. */
sealed interface Node permits Node.Column, Node.Literal, Node.Cast, Node.Case, Node.Form {

  <R> R accept(Visitor<R> visitor);

  /** Decides by kind of node; no defaults, so that a new kind breaks the build. */
  interface Visitor<R> {
    R column(Column column);

    R literal(Literal literal);

    R cast(Cast cast);

    R conditional(Case conditional);

    R form(Form form);
  }

  /** Names a column in the dataset's own spelling. */
  record Column(String name) implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.column(this);
    }
  }

  /** Holds a constant, already quoted for SQL. */
  record Literal(Kind kind, String sql) implements Node {
    enum Kind {
      NUMBER,
      TEXT,
      BOOLEAN,
      NULL
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.literal(this);
    }
  }

  /** Casts to an allowed type; one that tries gives null where the other raises. */
  record Cast(Node child, String type, boolean tries) implements Node {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cast(this);
    }
  }

  /** Gives the value of the first branch whose condition is true. */
  record Case(List<Branch> branches, Node otherwise) implements Node {
    record Branch(Node condition, Node value) {}

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conditional(this);
    }
  }

  /** Applies an allowed operator or function to its operands. */
  record Form(Shape shape, String name, List<Node> operands) implements Node {
    /** How the operands are written around the name. */
    enum Shape {
      INFIX,
      PREFIX,
      POSTFIX,
      BETWEEN,
      IN,
      CALL
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.form(this);
    }
  }
}
