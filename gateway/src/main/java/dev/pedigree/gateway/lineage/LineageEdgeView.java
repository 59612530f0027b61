package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import java.util.List;

/** An artifact that was reached, and how. */
record LineageEdgeView(String cursor, ArtifactRef node, int depth, List<EdgeRef> via) {}
