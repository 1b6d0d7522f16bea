package io.tributary.merge.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.collection.Iterator;
import scala.collection.Seq;

/** All that a query is made of: its nodes with those of its subqueries, and their expressions. */
final class PlanWalk {
  private PlanWalk() {}

  /** The plan's nodes, those of common table expressions and subqueries included. */
  static List<LogicalPlan> nodes(LogicalPlan plan) {
    List<LogicalPlan> nodes = new ArrayList<>();
    Deque<LogicalPlan> open = new ArrayDeque<>(List.of(plan));
    while (!open.isEmpty()) {
      LogicalPlan node = open.pop();
      nodes.add(node);
      each(node.children(), open);
      each(node.innerChildren(), open);
      each(node.subqueries(), open);
    }
    return nodes;
  }

  private static void each(Seq<?> found, Deque<LogicalPlan> open) {
    Iterator<?> iterator = found.iterator();
    while (iterator.hasNext()) {
      if (iterator.next() instanceof LogicalPlan plan) {
        open.push(plan);
      }
    }
  }

  /** The expressions of a node, each with all that it is made of; subqueries are not entered. */
  static List<Expression> expressions(QueryPlan<?> node) {
    List<Expression> expressions = new ArrayList<>();
    Deque<Expression> open = new ArrayDeque<>();
    push(node.expressions(), open);
    while (!open.isEmpty()) {
      Expression expression = open.pop();
      expressions.add(expression);
      push(((TreeNode<?>) expression).children(), open);
    }
    return expressions;
  }

  private static void push(Seq<?> found, Deque<Expression> open) {
    Iterator<?> iterator = found.iterator();
    while (iterator.hasNext()) {
      if (iterator.next() instanceof Expression expression) {
        open.push(expression);
      }
    }
  }
}
