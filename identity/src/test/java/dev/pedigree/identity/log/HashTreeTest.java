package dev.pedigree.identity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.identity.log.HashTree.Node;
import dev.pedigree.identity.log.HashTree.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashTreeTest {
  private static final int MOST = 40;

  /** What tests of Certificate Transparency have as leaves. */
  private static final List<String> KNOWN =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private final List<byte[]> leaves =
      IntStream.range(0, MOST).mapToObj(i -> HashTree.leaf(new byte[] {(byte) i})).toList();

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  })
  void hasTheRootsThatCertificateTransparencyKnows(int size, String root) {
    List<byte[]> known =
        KNOWN.stream().map(hex -> HashTree.leaf(HexFormat.of().parseHex(hex))).toList();

    assertThat(HexFormat.of().formatHex(HashTree.root(size).hash(node -> subtree(known, node))))
        .isEqualTo(root);
  }

  @Test
  void provesEveryLeafOfEveryTree() {
    for (int size = 1; size <= MOST; size++) {
      for (int leaf = 0; leaf < size; leaf++) {
        List<byte[]> path = hashes(HashTree.inclusion(leaf, size));

        assertThat(HashTree.rootOf(leaves.get(leaf), leaf, size, path).orElseThrow())
            .as("leaf %d of %d", leaf, size)
            .isEqualTo(root(size));
        assertThat(path.size()).isLessThanOrEqualTo(6);
      }
    }
  }

  @Test
  void provesNoOtherLeafPlaceOrSize() {
    for (int size = 2; size <= MOST; size++) {
      for (int leaf = 0; leaf < size; leaf++) {
        List<byte[]> path = hashes(HashTree.inclusion(leaf, size));
        byte[] own = leaves.get(leaf);
        int other = (leaf + 1) % size;

        assertThat(leads(leaves.get(other), leaf, size, path)).isFalse();
        assertThat(leads(own, other, size, path)).isFalse();
        assertThat(leads(own, leaf, size, path.subList(1, path.size()))).isFalse();
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(own);
        assertThat(leads(own, leaf, size, longer)).isFalse();
        List<byte[]> changed = new ArrayList<>(path);
        changed.set(leaf % path.size(), own);
        assertThat(leads(own, leaf, size, changed)).isFalse();
      }
    }
  }

  private boolean leads(byte[] hash, long leaf, int size, List<byte[]> path) {
    return HashTree.rootOf(hash, leaf, size, path)
        .map(found -> Arrays.equals(found, root(size)))
        .orElse(false);
  }

  @Test
  void provesThatEveryTreeBeginsWithEverySmallerOne() {
    for (int to = 1; to <= MOST; to++) {
      for (int from = 0; from <= to; from++) {
        List<byte[]> path = hashes(HashTree.consistency(from, to));

        assertThat(HashTree.isConsistent(from, root(from), to, root(to), path))
            .as("from %d to %d", from, to)
            .isTrue();
      }
    }
  }

  @Test
  void provesNothingOfARewrittenTree() {
    for (int to = 2; to <= MOST; to++) {
      for (int from = 1; from < to; from++) {
        List<byte[]> path = hashes(HashTree.consistency(from, to));
        byte[] other = leaves.getFirst().clone();
        other[0] ^= 1;

        assertThat(HashTree.isConsistent(from, other, to, root(to), path)).isFalse();
        assertThat(HashTree.isConsistent(from, root(from), to, other, path)).isFalse();
        assertThat(HashTree.isConsistent(from, root(from), to, root(to), List.of())).isFalse();
        for (int i = 0; i < path.size(); i++) {
          List<byte[]> changed = new ArrayList<>(path);
          changed.set(i, other);
          assertThat(HashTree.isConsistent(from, root(from), to, root(to), changed)).isFalse();
        }
      }
    }
  }

  @Test
  void refusesWhatIsNotInATree() {
    assertThatThrownBy(() -> HashTree.inclusion(3, 3)).hasMessage("leaf 3 (expected: 0 to 2)");
    assertThatThrownBy(() -> HashTree.consistency(4, 3)).hasMessage("from: 4 (expected: 0 to 3)");
    assertThat(HashTree.rootOf(leaves.getFirst(), 1, 1, List.of())).isEmpty();
    assertThat(HashTree.isConsistent(2, root(2), 1, root(1), List.of())).isFalse();
    assertThat(HashTree.isConsistent(2, root(1), 2, root(2), List.of())).isFalse();
  }

  @Test
  void needsFewSubtreesOfALargeTree() {
    assertThat(HashTree.root(1_000_000_007L).nodes()).hasSizeLessThanOrEqualTo(30);
    assertThat(
            HashTree.inclusion(123_456_789, 1_000_000_007L).stream()
                .mapToInt(s -> s.nodes().size())
                .sum())
        .isLessThanOrEqualTo(60);
  }

  private byte[] root(int size) {
    return size == 0
        ? HashTree.root(0).hash(node -> leaves.getFirst())
        : byDefinition(leaves.subList(0, size));
  }

  private List<byte[]> hashes(List<Span> spans) {
    return spans.stream().map(span -> span.hash(node -> subtree(leaves, node))).toList();
  }

  private static byte[] subtree(List<byte[]> leaves, Node node) {
    int begin = (int) node.index() << node.level();
    return byDefinition(leaves.subList(begin, begin + (1 << node.level())));
  }

  /** MTH of RFC 9162, as it is written there. */
  private static byte[] byDefinition(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int half = 1;
    while (2 * half < leaves.size()) {
      half *= 2;
    }
    return HashTree.parent(
        byDefinition(leaves.subList(0, half)), byDefinition(leaves.subList(half, leaves.size())));
  }
}
