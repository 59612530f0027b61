package dev.pedigree.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.commands.PolicyPlan.Offered;
import dev.pedigree.commands.PolicyPlan.Published;
import dev.pedigree.commands.PolicyPlan.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyPlanTest {
  @Test
  void publishesWhatIsNewHigherOrRetired() {
    Published lower = published("higher", 1, true);
    Published retired = published("back", 2, false);
    Published longGone = published("anew", 1, false);

    PolicyPlan plan =
        plan(
            List.of(
                offered("new", 1), offered("higher", 3), offered("back", 2), offered("anew", 2)),
            lower,
            retired,
            longGone);

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.steps())
        .containsExactly(
            new Step.Publish(file("new", 1), "new", 1, null),
            new Step.Publish(file("higher", 3), "higher", 3, lower),
            new Step.Publish(file("back", 2), "back", 2, retired),
            new Step.Publish(file("anew", 2), "anew", 2, longGone));
  }

  @Test
  void leavesWhatIsInForceAsItIs() {
    assertThat(plan(List.of(offered("same", 2)), published("same", 2, true)).steps())
        .containsExactly(new Step.Unchanged("same", 2));
  }

  @Test
  void retiresWhatIsInForceAndNotInTheFolder() {
    List<Offered> folder = List.of(offered("same", 1));
    Published same = published("same", 1, true);
    Published other = published("other", 4, true);
    Published gone = published("gone", 1, false);

    assertThat(plan(folder, other, gone, same).steps())
        .containsExactly(new Step.Unchanged("same", 1), new Step.Retire("other", 4));
    assertThat(PolicyPlan.of(folder, List.of(other, gone, same), true).steps())
        .containsExactly(new Step.Unchanged("same", 1), new Step.Keep("other", 4));
  }

  @Test
  void refusesTwoFilesForOnePolicy() {
    PolicyPlan plan = plan(List.of(offered("p", 1), offered("p", 2)));

    assertThat(plan.problems())
        .hasToString(
            "[policies/p-2.yaml:1:1: name: p is in policies/p-1.yaml too (expected: in one)]");
  }

  @Test
  void showsAProblemAtTheFirstLineWhereItsMemberIsNotFound() {
    var file = new PolicyFile(Path.of("a.yml"), "{name: p, version: 2}");

    assertThat(file.problem("version", "2")).hasToString("a.yml:1:1: version: 2");
  }

  private static PolicyPlan plan(List<Offered> folder, Published... gateway) {
    return PolicyPlan.of(folder, List.of(gateway), false);
  }

  private static Offered offered(String name, int version) {
    return new Offered(file(name, version), name, version);
  }

  private static Published published(String name, int version, boolean active) {
    return new Published(name, version, file(name, version).text(), active);
  }

  private static PolicyFile file(String name, int version) {
    return new PolicyFile(
        Path.of("policies", name + "-" + version + ".yaml"),
        "name: %s\nversion: %d\n".formatted(name, version));
  }
}
