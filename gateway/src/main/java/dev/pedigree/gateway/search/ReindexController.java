package dev.pedigree.gateway.search;

import dev.pedigree.search.Search;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /search/reindex}: begins to build another search index, which takes the place of the
 * present one when it is complete; {@code GET}: tells how far that is.
 */
@RestController
final class ReindexController {
  private final Search search;

  ReindexController(Search search) {
    this.search = search;
  }

  @PostMapping("/search/reindex")
  Search.RebuildStatus begin() {
    return search.rebuild(true);
  }

  @GetMapping("/search/reindex")
  Search.RebuildStatus status() {
    return search.rebuild(false);
  }
}
