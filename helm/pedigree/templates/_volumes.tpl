{{/*
What processes find in files. "pedigree.secrets" and "pedigree.certificates" are sources of projected volumes;
without any there is no volume. Both take root and whom they are for: gateway, indexer or backup.
*/}}

{{- define "pedigree.secrets" -}}
{{- $root := .root -}}
{{- with $root.Values.cassandra.auth }}
{{- if .existingSecret }}
- secret:
    name: {{ .existingSecret }}
    items:
      - {key: {{ .usernameKey }}, path: pedigree.cassandra.username}
      - {key: {{ .passwordKey }}, path: pedigree.cassandra.password}
{{- end }}
{{- end }}
{{- if ne .for "backup" }}
{{- with $root.Values.elasticsearch.auth }}
{{- if and $root.Values.elasticsearch.uri .existingSecret }}
- secret:
    name: {{ .existingSecret }}
    items:
      {{- if .apiKeyKey }}
      - {key: {{ .apiKeyKey }}, path: pedigree.elasticsearch.api-key}
      {{- else }}
      {{- if not .username }}
      - {key: {{ .usernameKey }}, path: pedigree.elasticsearch.username}
      {{- end }}
      - {key: {{ .passwordKey }}, path: pedigree.elasticsearch.password}
      {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq .for "gateway" }}
{{- with $root.Values.audit }}
{{- if .existingSecret }}
- secret:
    name: {{ .existingSecret }}
    items:
      - {key: {{ .key }}, path: pedigree.audit.key}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "pedigree.certificates" -}}
{{- $values := .root.Values -}}
{{- if $values.cassandra.tls.enabled }}
{{- include "pedigree.file" (dict "of" $values.cassandra.tls "key" $values.cassandra.tls.caKey "path" "cassandra/ca.crt") }}
{{- with $values.cassandra.tls.client }}
{{- if .existingSecret }}
- secret:
    name: {{ .existingSecret }}
    items:
      - {key: {{ .certificateKey }}, path: cassandra/client.crt}
      - {key: {{ .privateKeyKey }}, path: cassandra/client.key}
{{- end }}
{{- end }}
{{- end }}
{{- if and (ne .for "backup") $values.elasticsearch.uri }}
{{- include "pedigree.file" (dict "of" $values.elasticsearch.tls "key" $values.elasticsearch.tls.caKey "path" "elasticsearch/ca.crt") }}
{{- end }}
{{- if eq .for "gateway" }}
{{- include "pedigree.file" (dict "of" $values.oauth.publicKey "key" $values.oauth.publicKey.key "path" "oauth/key.pem") }}
{{- end }}
{{- include "pedigree.file" (dict "of" $values.trustStore "key" $values.trustStore.key "path" "trust.p12") }}
{{- end -}}

{{/* One file of a secret or a config map, if there is either. */}}
{{- define "pedigree.file" -}}
{{- if .of.existingSecret }}
- secret:
    name: {{ .of.existingSecret }}
    items:
      - {key: {{ .key }}, path: {{ .path }}}
{{- else if .of.existingConfigMap }}
- configMap:
    name: {{ .of.existingConfigMap }}
    items:
      - {key: {{ .key }}, path: {{ .path }}}
{{- end }}
{{- end -}}

{{/* Takes root and for. */}}
{{- define "pedigree.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 1Gi
{{- with include "pedigree.secrets" . | trim }}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      {{- . | nindent 6 }}
{{- end }}
{{- with include "pedigree.certificates" . | trim }}
- name: certificates
  projected:
    defaultMode: 0440
    sources:
      {{- . | nindent 6 }}
{{- end }}
{{- if and (ne .for "backup") (include "pedigree.settings.schema" .root) }}
- name: schema
  configMap:
    name: {{ default (printf "%s-schema" (include "pedigree.fullname" .root)) .root.Values.schema.existingConfigMap }}
{{- end }}
{{- if and (eq .for "gateway") (or .root.Values.documents.existingConfigMap .root.Values.documents.list) }}
- name: documents
  configMap:
    name: {{ default (printf "%s-documents" (include "pedigree.fullname" .root)) .root.Values.documents.existingConfigMap }}
    items:
      - {key: {{ .root.Values.documents.key }}, path: persisted-documents.json}
{{- end }}
{{- end -}}

{{- define "pedigree.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if include "pedigree.secrets" . | trim }}
- name: secrets
  mountPath: /etc/pedigree/secrets
  readOnly: true
{{- end }}
{{- if include "pedigree.certificates" . | trim }}
- name: certificates
  mountPath: /etc/pedigree/certificates
  readOnly: true
{{- end }}
{{- if and (ne .for "backup") (include "pedigree.settings.schema" .root) }}
- name: schema
  mountPath: /etc/pedigree/schema
  readOnly: true
{{- end }}
{{- if and (eq .for "gateway") (or .root.Values.documents.existingConfigMap .root.Values.documents.list) }}
- name: documents
  mountPath: /etc/pedigree/documents
  readOnly: true
{{- end }}
{{- end -}}

{{/* Has Spring read files that are named after properties; takes root and for. */}}
{{- define "pedigree.settings.secrets" -}}
{{- if include "pedigree.secrets" . | trim }}
spring.config.import: configtree:/etc/pedigree/secrets/
{{- end }}
{{- end -}}
