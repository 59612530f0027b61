import graphql from "@graphql-eslint/eslint-plugin";

const prefix = "@graphql-eslint/";

/** Every rule for schemas that the plugin has: those of a later version count at once. */
const all = {
  ...graphql.configs["flat/schema-all"].rules,
  ...graphql.configs["flat/schema-recommended"].rules,
  ...graphql.configs["flat/schema-relay"].rules,
};

/** What is set otherwise than the plugin has it, each with its reason. */
const chosen = {
  // More than recommended: whatever a client can see or send is described.
  "require-description": [
    "error",
    {
      types: true,
      rootField: true,
      DirectiveDefinition: true,
      FieldDefinition: true,
      InputValueDefinition: true,
      EnumValueDefinition: true,
    },
  ],
  // A sentence fits into one line, longer descriptions are blocks. To tools both are the same.
  "description-style": "off",
  // The order is the reader's: what is asked for most stands first. Kinds are numbered in it.
  "alphabetize": "off",
  // Only artifacts and edges have ids. Counts, pages, payloads and facts are no entities.
  "strict-id-in-types": "off",
  // Recording is what Pedigree is for: there is a `Mutation`.
  "no-root-type": "off",
  // A payload has the artifacts that were touched, and these lead to everything else.
  "require-field-of-type-query-in-mutation-result": "off",
  // What always has an answer says so: an operation is answered from one revision, or not at all.
  "require-nullable-result-in-root": "off",
  // `Name.name` and `Name.namespace` are called what they are called in inputs and arguments.
  "no-typename-prefix": "off",
  // Pages go forward only: a walk begins at its start, and `last` would have to make it whole.
  "relay-arguments": ["error", { includeBoth: false }],
  // Lists that stay short (names, labels, kinds) have no pages. A `Change` is known by its revision.
  "relay-edge-types": [
    "error",
    { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
  ],
};

/** Places at which a rule does not count, each with its reason. */
const spared = {
  "relay-arguments": [
    // The first page is the answer to a change; `Artifact.descendants` has the next ones.
    "blastRadius",
    // Likewise; `Policy.violations` has the next ones.
    "newViolations",
  ],
  "relay-connection-types": [
    // Nothing belongs to the edge: `nodes` is all there is, and `pageInfo.endCursor` leads on.
    "ViolationConnection",
    "VerdictConnection",
    "LineageChangeConnection",
    "DeadLetterConnection",
  ],
  // For an organisation's kinds; Pedigree's own need none of them.
  "no-unreachable-types": ["tag", "inaccessible", "override"],
};

/** The rule without what it says of nodes of those names. */
function sparing(rule, names) {
  return {
    ...rule,
    create: (context) =>
      rule.create(
        Object.create(context, {
          report: { value: (found) => names.includes(found.node.value) || context.report(found) },
        }),
      ),
  };
}

const rules = { ...graphql.rules };
for (const [rule, names] of Object.entries(spared)) {
  rules[rule] = sparing(rules[rule], names);
}

export default [
  {
    files: ["**/*.graphqls"],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: "api.graphqls" } },
    },
    plugins: { "@graphql-eslint": { ...graphql, rules } },
    rules: {
      ...all,
      ...Object.fromEntries(Object.entries(chosen).map(([rule, how]) => [prefix + rule, how])),
    },
  },
];
