package dev.pedigree.gateway.policy;

import dev.pedigree.gateway.paging.Page;
import java.util.List;

/** A page of violations. */
record ViolationConnection(Page<ViolationView> page) {
  public int totalCount() {
    return page.total();
  }

  public long revision() {
    return page.revision();
  }

  public List<ViolationView> nodes() {
    return page.items();
  }

  public Page.PageInfo pageInfo() {
    return page.info();
  }
}
