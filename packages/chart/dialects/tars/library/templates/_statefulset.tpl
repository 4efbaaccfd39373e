{{- define "hawser-tars.statefulset" -}}
{{- if not .Values.daemonSet -}}
{{- $name := include "hawser-tars.name" . -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "hawser-tars.labels" . | nindent 4 }}
spec:
  serviceName: {{ $name }}
  replicas: {{ include "hawser-tars.replicas" . }}
  podManagementPolicy: {{ .Values.podManagementPolicy | default "Parallel" }}
  revisionHistoryLimit: 10
  {{- with include "hawser-tars.updatestrategy" . }}{{ nindent 2 . }}{{ end }}
  selector:
    matchLabels:
      {{- include "hawser-tars.selector" . | nindent 6 }}
  template:
    {{- include "hawser-tars.pod" . | nindent 4 }}
  {{- with include "hawser-tars.claims" . }}{{ nindent 2 . }}{{ end }}
{{- end -}}
{{- end -}}

{{/* The same pods, one a node. Claims are a StatefulSet's. */}}
{{- define "hawser-tars.daemonset" -}}
{{- if .Values.daemonSet -}}
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {{ include "hawser-tars.name" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "hawser-tars.labels" . | nindent 4 }}
spec:
  revisionHistoryLimit: 10
  {{- with include "hawser-tars.updatestrategy" . }}{{ nindent 2 . }}{{ end }}
  selector:
    matchLabels:
      {{- include "hawser-tars.selector" . | nindent 6 }}
  template:
    {{- include "hawser-tars.pod" . | nindent 4 }}
{{- end -}}
{{- end -}}

{{/* The number that runs, which a redeployment hands on, since servers are scaled outside of it; else that of the file. */}}
{{- define "hawser-tars.replicas" -}}
{{- if hasKey (.Values.global | default dict) "runningReplicas" }}{{ .Values.global.runningReplicas }}
{{- else if kindIs "invalid" .Values.replicas }}1
{{- else }}{{ int64 .Values.replicas }}
{{- end }}
{{- end -}}

{{/* Kubernetes' map, or the name alone, as the framework's own defaults have it. */}}
{{- define "hawser-tars.updatestrategy" -}}
{{- with .Values.updateStrategy -}}
updateStrategy:
  {{- if kindIs "string" . }}
  type: {{ . }}
  {{- else }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}
{{- end -}}
