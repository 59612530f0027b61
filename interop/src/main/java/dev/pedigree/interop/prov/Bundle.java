package dev.pedigree.interop.prov;

import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document of PROV, or a bundle in one: its records by kind, names written out as URIs.
 *
 * @param uri null: the document itself
 * @param outer null: it is the document itself
 */
record Bundle(
    Place place, @Nullable String uri, @Nullable Bundle outer, Map<String, String> prefixes) {
  /** Members of a document. Source: PROV-JSON, section 2. */
  private static final Set<String> MEMBERS =
      Set.of(
          "prefix",
          "entity",
          "activity",
          "agent",
          "wasGeneratedBy",
          "used",
          "wasInformedBy",
          "wasStartedBy",
          "wasEndedBy",
          "wasInvalidatedBy",
          "wasDerivedFrom",
          "wasAttributedTo",
          "wasAssociatedWith",
          "actedOnBehalfOf",
          "wasInfluencedBy",
          "specializationOf",
          "alternateOf",
          "hadMember",
          "mentionOf",
          "bundle");

  static Bundle of(Place root) {
    boolean none =
        !root.isObject() || root.members().keySet().stream().noneMatch(MEMBERS::contains);
    if (none) {
      throw root.unexpected("a PROV document: an object with prefix, entity and so on");
    }
    Bundle document = new Bundle(root, null, null, prefixes(root, Map.of()));
    for (String member : root.members().keySet()) {
      if (!MEMBERS.contains(member)) {
        throw new UnreadableDocumentException(
            member + ": no member of a PROV document (expected: entity, activity, …)", member);
      }
    }
    return document;
  }

  private static Map<String, String> prefixes(Place place, Map<String, String> outer) {
    Map<String, String> prefixes = new LinkedHashMap<>(outer);
    prefixes.putIfAbsent("prov", Vocabulary.PROV);
    prefixes.putIfAbsent("xsd", "http://www.w3.org/2001/XMLSchema#");
    place.at("prefix").members().forEach((name, uri) -> prefixes.put(name, uri.need()));
    return prefixes;
  }

  /** The bundles that it has. */
  List<Bundle> inner() {
    List<Bundle> inner = new ArrayList<>();
    place
        .at("bundle")
        .members()
        .forEach(
            (name, bundle) ->
                inner.add(new Bundle(bundle, uri(name), this, prefixes(bundle, prefixes))));
    return inner;
  }

  /** A qualified name, written out; what has no known prefix stays as it is. */
  String uri(String name) {
    int colon = name.indexOf(':');
    String prefix = colon < 0 ? "default" : name.substring(0, colon);
    String base = prefixes.get(prefix);
    return base == null ? name : base + name.substring(colon + 1);
  }

  /** Records of a kind, by name written out; a record of several parts is several. */
  List<Described> records(String kind) {
    List<Described> records = new ArrayList<>();
    place
        .at(kind)
        .members()
        .forEach(
            (name, parts) -> {
              for (Place part : parts.oneOrMany()) {
                records.add(new Described(uri(name), part, this));
              }
            });
    return records;
  }

  /** A record: what it is called, and what it says. */
  record Described(String uri, Place place, Bundle bundle) {
    /** What a member of PROV's refers to, written out; empty: nothing. */
    Optional<String> reference(String member) {
      return Optional.ofNullable(place.at(member).text()).map(bundle::uri);
    }

    /** What is said by members other than PROV's references, names written out. */
    Map<String, Object> attributes() {
      Map<String, Object> attributes = new LinkedHashMap<>();
      place
          .members()
          .forEach(
              (name, value) -> {
                Object plain = plain(value);
                if (plain != null) {
                  attributes.put(bundle.uri(name), plain);
                }
              });
      return attributes;
    }

    /**
     * A typed value loses its type where JSON has one; a qualified name is written out. One value
     * is the same as a list of it.
     */
    private @Nullable Object plain(Place value) {
      if (value.isList()) {
        List<@Nullable Object> all = new ArrayList<>();
        value.elements().forEach(it -> all.add(plain(it)));
        return all.size() == 1 ? all.getFirst() : all;
      }
      if (!value.isObject()) {
        return value.value();
      }
      String text = value.at("$").need();
      String type = bundle.uri(String.valueOf(value.at("type").text()));
      return switch (type.substring(type.lastIndexOf('#') + 1)) {
        case "QName", "PROV_QUALIFIED_NAME", "QUALIFIED_NAME" -> bundle.uri(text);
        case "double", "float", "decimal" -> number(text, value);
        case "int", "integer", "long" -> number(text, value);
        case "boolean" -> Boolean.valueOf(text);
        default -> text;
      };
    }

    private static Object number(String text, Place place) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        throw place.at("$").unexpected("a number");
      }
    }
  }
}
