{{/*
Settings are Spring's properties, by their own names, as YAML; "pedigree.environment" makes variables of them. So a
test can look every name up in the program. Secrets are files that are named after properties.
*/}}

{{- define "pedigree.environment" -}}
{{- range $property, $value := . }}
- name: {{ $property | replace "-" "" | replace "." "_" | upper }}
  value: {{ include "pedigree.scalar" $value | quote }}
{{- end }}
{{- end -}}

{{/* Numbers as they were written: Helm would write large ones with an exponent. */}}
{{- define "pedigree.scalar" -}}
{{- if kindIs "slice" . -}}
{{- $items := list -}}
{{- range . }}{{ $items = append $items (include "pedigree.scalar" .) }}{{ end -}}
{{- join "," $items -}}
{{- else if and (kindIs "float64" .) (eq (floor .) .) -}}
{{- int64 . -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end -}}

{{- define "pedigree.settings.cassandra" -}}
{{- $root := . -}}
{{- with .Values.cassandra }}
pedigree.cassandra.contact-points:
{{- range .contactPoints }}
  - {{ tpl . $root | quote }}
{{- end }}
pedigree.cassandra.local-datacenter: {{ .localDatacenter | quote }}
pedigree.cassandra.keyspace: {{ .keyspace | quote }}
pedigree.cassandra.replication-factor: {{ .replicationFactor }}
pedigree.cassandra.request-timeout: {{ .requestTimeout | quote }}
{{- if .tls.enabled }}
pedigree.cassandra.ca-certificate: /etc/pedigree/certificates/cassandra/ca.crt
pedigree.cassandra.hostname-verification: {{ .tls.hostnameVerification }}
{{- if .tls.client.existingSecret }}
pedigree.cassandra.client-certificate: /etc/pedigree/certificates/cassandra/client.crt
pedigree.cassandra.client-key: /etc/pedigree/certificates/cassandra/client.key
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "pedigree.settings.elasticsearch" -}}
{{- $root := . -}}
{{- with .Values.elasticsearch }}
{{- if .uri }}
pedigree.elasticsearch.uri: {{ tpl .uri $root | quote }}
pedigree.elasticsearch.compatibility: {{ .compatibility }}
pedigree.elasticsearch.timeout: {{ .timeout | quote }}
{{- with .indexPrefix }}
pedigree.elasticsearch.index-prefix: {{ . | quote }}
{{- end }}
{{- if and .auth.existingSecret (not .auth.apiKeyKey) .auth.username }}
pedigree.elasticsearch.username: {{ .auth.username | quote }}
{{- end }}
{{- if or .tls.existingSecret .tls.existingConfigMap }}
pedigree.elasticsearch.ca-certificate: /etc/pedigree/certificates/elasticsearch/ca.crt
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "pedigree.settings.schema" -}}
{{- if or .Values.schema.existingConfigMap .Values.schema.extensions }}
pedigree.schema.extensions: /etc/pedigree/schema
{{- end }}
{{- end -}}

{{- define "pedigree.settings.logging" -}}
{{- with .Values.logging.format }}
logging.structured.format.console: {{ . }}
{{- end }}
{{- end -}}

{{/* Names under which the gateway is asked, as a list. */}}
{{- define "pedigree.hosts" -}}
{{- $service := printf "%s-gateway" (include "pedigree.fullname" .) -}}
{{- $namespace := .Release.Namespace -}}
{{- $hosts := list $service (printf "%s.%s" $service $namespace) (printf "%s.%s.svc" $service $namespace) -}}
{{- $hosts = append $hosts (printf "%s.%s.svc.%s" $service $namespace .Values.clusterDomain) -}}
{{- if .Values.ingress.enabled }}{{ $hosts = concat $hosts .Values.ingress.hosts }}{{ end -}}
{{- if .Values.httpRoute.enabled }}{{ $hosts = concat $hosts .Values.httpRoute.hostnames }}{{ end -}}
{{- toYaml (concat $hosts .Values.gateway.hosts | uniq) -}}
{{- end -}}

{{- define "pedigree.settings.gateway" -}}
server.address: {{ .Values.gateway.listenAddress | quote }}
server.port: 8080
management.server.address: {{ .Values.gateway.listenAddress | quote }}
management.server.port: 8081
spring.lifecycle.timeout-per-shutdown-phase: {{ .Values.gateway.shutdown.drainSeconds }}s
pedigree.http.drain: {{ .Values.gateway.shutdown.delaySeconds }}s
pedigree.http.hosts:
{{- include "pedigree.hosts" . | nindent 2 }}
pedigree.topology.snapshots: /var/lib/pedigree
{{- include "pedigree.settings.cassandra" . }}
{{- include "pedigree.settings.elasticsearch" . }}
{{- if include "pedigree.indexer" . }}
pedigree.search.indexing-patience: 15s
{{- end }}
{{- include "pedigree.settings.schema" . }}
{{- if .Values.schema.mayBreakClients }}
pedigree.schema.may-break-clients: true
{{- end }}
{{- include "pedigree.settings.logging" . }}
{{- with .Values.oauth }}
{{- with .issuerUri }}
spring.security.oauth2.resourceserver.jwt.issuer-uri: {{ . | quote }}
{{- end }}
{{- with .jwkSetUri }}
spring.security.oauth2.resourceserver.jwt.jwk-set-uri: {{ . | quote }}
{{- end }}
{{- if or .publicKey.existingSecret .publicKey.existingConfigMap }}
spring.security.oauth2.resourceserver.jwt.public-key-location: file:/etc/pedigree/certificates/oauth/key.pem
{{- end }}
{{- with .audiences }}
spring.security.oauth2.resourceserver.jwt.audiences: {{ toJson . }}
{{- end }}
pedigree.security.name-claim: {{ .nameClaim | quote }}
pedigree.security.read-claim: {{ .readClaim | quote }}
pedigree.security.write-claim: {{ .writeClaim | quote }}
{{- with .corsOrigins }}
pedigree.security.cors-origins: {{ toJson . }}
{{- end }}
{{- end }}
{{- if .Values.monitoring.openMetrics }}
pedigree.security.open-metrics: true
{{- end }}
{{- with .Values.audit.origin }}
pedigree.audit.origin: {{ . | quote }}
{{- end }}
{{- if or .Values.documents.existingConfigMap .Values.documents.list }}
pedigree.graphql.trusted-documents: /etc/pedigree/documents/persisted-documents.json
pedigree.graphql.trusted-documents-only: {{ .Values.documents.only }}
{{- end }}
pedigree.webhooks.deliver: {{ .Values.webhooks.deliver }}
{{- with .Values.webhooks.privateNetworks }}
pedigree.webhooks.private-networks: {{ toJson . }}
{{- end }}
{{- with .Values.tracing }}
{{- if .endpoint }}
management.opentelemetry.enabled: true
management.opentelemetry.tracing.export.otlp.endpoint: {{ .endpoint | quote }}
management.tracing.sampling.probability: {{ .probability }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "pedigree.settings.indexer" -}}
pedigree.indexer.host: {{ .Values.gateway.listenAddress | quote }}
pedigree.indexer.port: 8081
pedigree.topology.snapshots: /var/lib/pedigree
{{- include "pedigree.settings.cassandra" . }}
{{- include "pedigree.settings.elasticsearch" . }}
{{- include "pedigree.settings.schema" . }}
{{- include "pedigree.settings.logging" . }}
{{- end -}}

{{/* Options of the JVM; takes root and jvm. */}}
{{- define "pedigree.jvm" -}}
{{- $options := list (printf "-XX:MaxRAMPercentage=%d" (int .jvm.heapPercent)) "-XX:+ExitOnOutOfMemoryError" -}}
{{- with .root.Values.trustStore }}
{{- if or .existingSecret .existingConfigMap }}
{{- $options = concat $options (list "-Djavax.net.ssl.trustStore=/etc/pedigree/certificates/trust.p12" "-Djavax.net.ssl.trustStoreType=PKCS12" (printf "-Djavax.net.ssl.trustStorePassword=%s" .password)) -}}
{{- end }}
{{- end }}
{{- join " " (concat $options .jvm.options) -}}
{{- end -}}

{{/* Whether there is somebody as whom jobs can ask the gateway. Empty: no. */}}
{{- define "pedigree.operator" -}}
{{- if or .Values.operator.token.existingSecret .Values.operator.clientCredentials.tokenUri -}}yes{{- end -}}
{{- end -}}

{{/* Whether there are indexers. Empty: no. */}}
{{- define "pedigree.indexer" -}}
{{- if and .Values.indexer.enabled .Values.elasticsearch.uri -}}yes{{- end -}}
{{- end -}}
