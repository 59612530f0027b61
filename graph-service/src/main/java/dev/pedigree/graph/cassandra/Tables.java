package dev.pedigree.graph.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.util.Comparator;
import java.util.Optional;

/**
 * Makes tables. Nodes that make a table of one name at the same moment make several, and Cassandra
 * does not put that right by itself; so whichever process asks, it asks the same node.
 */
public final class Tables {
  private Tables() {}

  /**
   * Makes one.
   *
   * @param create {@code CREATE TABLE IF NOT EXISTS …}
   * @throws com.datastax.oss.driver.api.core.DriverException if it is not known to be made; trying
   *     again is safe
   */
  public static void make(CqlSession session, String create) {
    SimpleStatement statement = SimpleStatement.newInstance(create);
    session.execute(maker(session).map(statement::setNode).orElse(statement));
  }

  private static Optional<Node> maker(CqlSession session) {
    return session.getMetadata().getNodes().values().stream()
        .filter(node -> node.getState() == NodeState.UP)
        .filter(node -> node.getDistance() == NodeDistance.LOCAL)
        .filter(node -> node.getHostId() != null)
        .min(Comparator.comparing(Node::getHostId));
  }
}
