{{/* Names and labels. */}}

{{- define "pedigree.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for what is put behind it: a CronJob has at most 52 characters. */}}
{{- define "pedigree.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 39 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "pedigree.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 39 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 39 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What never changes in a release, as selectors and claims must not. Takes root and component. */}}
{{- define "pedigree.selector" -}}
app.kubernetes.io/name: {{ include "pedigree.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Takes root and component. */}}
{{- define "pedigree.labels" -}}
{{ include "pedigree.labels.own" . }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Those that the chart gives by itself; takes root and component. */}}
{{- define "pedigree.labels.own" -}}
{{ include "pedigree.selector" . }}
app.kubernetes.io/part-of: pedigree
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "pedigree.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "pedigree.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* Where the jobs and other pods ask the gateway. */}}
{{- define "pedigree.gateway.url" -}}
http://{{ include "pedigree.fullname" . }}-gateway:{{ .Values.gateway.service.port }}
{{- end -}}

{{/* Takes root and image. */}}
{{- define "pedigree.image" -}}
{{- $registry := .root.Values.image.registry | trimSuffix "/" -}}
{{- $repository := ternary .image.repository (printf "%s/%s" $registry .image.repository) (empty $registry) -}}
{{- if .image.digest -}}
{{ $repository }}@{{ .image.digest }}
{{- else -}}
{{ $repository }}:{{ default .root.Chart.AppVersion .image.tag }}
{{- end -}}
{{- end -}}

{{/* Whether the cluster has a kind; takes root and kind. Empty: no. */}}
{{- define "pedigree.has" -}}
{{- if or (.root.Capabilities.APIVersions.Has .kind) (has .kind .root.Values.apiVersions) -}}yes{{- end -}}
{{- end -}}
