import type { CodegenConfig } from "@graphql-codegen/cli";

// The schema's text, or the address of a gateway that serves it: http://127.0.0.1:8080/schema.graphqls
const schema = process.env["PEDIGREE_SCHEMA"] ?? "../../schema/api.graphqls";

const config: CodegenConfig = {
  schema,
  importExtension: ".js",
  documents: ["src/**/*.ts", "!src/generated/**"],
  generates: {
    "src/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          DateTime: "string",
          Digest: "string",
          Duration: "string",
          ID: "string",
          JSON: "unknown",
          Revision: "number",
        },
      },
    },
  },
};

export default config;
