{{/* What all pods have in common. */}}

{{- define "pedigree.pod.security" -}}
runAsNonRoot: true
{{- if .Values.fixedUser }}
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "pedigree.container.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* The beginning of a pod's spec. No variables for services: they would be read as settings. */}}
{{- define "pedigree.pod.head" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "pedigree.pod.security" . | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* Where a workload's pods run; takes root, component and placement. */}}
{{- define "pedigree.placement" -}}
{{- $selector := include "pedigree.selector" . -}}
{{- with .placement }}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
affinity:
{{- if .affinity }}
  {{- toYaml .affinity | nindent 2 }}
{{- else }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- $selector | nindent 14 }}
{{- end }}
topologySpreadConstraints:
{{- if .topologySpreadConstraints }}
  {{- toYaml .topologySpreadConstraints | nindent 2 }}
{{- else }}
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- $selector | nindent 8 }}
  {{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A probe of the port that has health and metrics; takes path and times. */}}
{{- define "pedigree.probe" -}}
httpGet:
  path: {{ .path }}
  port: management
{{ toYaml .times }}
{{- end -}}

{{/* What changes has the pods made anew: the config maps that this chart makes. */}}
{{- define "pedigree.checksums" -}}
{{- with .Values.schema.extensions }}
checksum/schema: {{ toJson . | sha256sum }}
{{- end }}
{{- with .Values.documents.list }}
checksum/documents: {{ . | sha256sum }}
{{- end }}
{{- end -}}
