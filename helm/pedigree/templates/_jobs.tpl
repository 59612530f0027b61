{{/* What containers of jobs have in common: one program, asked for something else. */}}

{{/* Takes root, name, arguments. */}}
{{- define "pedigree.job.container" -}}
name: {{ .name }}
image: {{ include "pedigree.image" (dict "root" .root "image" .root.Values.gateway.image) }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args: {{ toJson .arguments }}
securityContext:
  {{- include "pedigree.container.security" .root | nindent 2 }}
resources:
  {{- toYaml .root.Values.jobs.resources | nindent 2 }}
{{- end -}}

{{/* Where pods of jobs run. */}}
{{- define "pedigree.job.placement" -}}
{{- with .Values.jobs.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.jobs.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "pedigree.job.jvm" -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ include "pedigree.jvm" (dict "root" . "jvm" (dict "heapPercent" 60 "options" list)) | quote }}
{{- end -}}

{{/* Where the gateway is, and as whom it is asked. */}}
{{- define "pedigree.job.environment" -}}
{{ include "pedigree.job.jvm" . }}
- name: PEDIGREE_GATEWAY
  value: {{ include "pedigree.gateway.url" . }}
{{- with .Values.operator }}
{{- if .clientCredentials.tokenUri }}
- name: PEDIGREE_TOKEN_URI
  value: {{ .clientCredentials.tokenUri | quote }}
- name: PEDIGREE_CLIENT_ID
  valueFrom:
    secretKeyRef: {name: {{ .clientCredentials.existingSecret }}, key: {{ .clientCredentials.clientIdKey }}}
- name: PEDIGREE_CLIENT_SECRET
  valueFrom:
    secretKeyRef: {name: {{ .clientCredentials.existingSecret }}, key: {{ .clientCredentials.clientSecretKey }}}
{{- with .clientCredentials.scope }}
- name: PEDIGREE_TOKEN_SCOPE
  value: {{ . | quote }}
{{- end }}
{{- else if .token.existingSecret }}
- name: PEDIGREE_TOKEN
  valueFrom:
    secretKeyRef: {name: {{ .token.existingSecret }}, key: {{ .token.key }}}
{{- end }}
{{- end }}
{{- end -}}

{{/* Volumes of jobs that ask the gateway over HTTP alone: authorities, if there are own ones. */}}
{{- define "pedigree.job.trust" -}}
{{- include "pedigree.file" (dict "of" .Values.trustStore "key" .Values.trustStore.key "path" "trust.p12") | trim -}}
{{- end -}}

{{- define "pedigree.job.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 1Gi
{{- with include "pedigree.job.trust" . }}
- name: certificates
  projected:
    defaultMode: 0440
    sources:
      {{- . | nindent 6 }}
{{- end }}
{{- end -}}

{{- define "pedigree.job.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if include "pedigree.job.trust" . }}
- name: certificates
  mountPath: /etc/pedigree/certificates
  readOnly: true
{{- end }}
{{- end -}}

{{/* What a copy of the journal needs to know; takes root and for. */}}
{{- define "pedigree.backup.environment" -}}
{{ include "pedigree.job.jvm" .root }}
{{- $settings := fromYaml (include "pedigree.settings.cassandra" .root) }}
{{- $secrets := fromYaml (include "pedigree.settings.secrets" .) }}
{{- $logging := fromYaml (include "pedigree.settings.logging" .root) }}
{{- include "pedigree.environment" (merge (dict) $settings $secrets $logging) }}
{{- end -}}
