{{/*
Labels and annotations.

hawser.labels: what tells a chart's objects apart, at the depth of an object's metadata. Those of pods are
`hawser.selector` and the component alone, since a pod that carries the chart's version would roll at each upgrade.
*/}}
{{- define "hawser.labels" }}
    app.kubernetes.io/name: {{ .hawser.name }}
    app.kubernetes.io/instance: {{ .Release.Name | quote }}
    app.kubernetes.io/version: {{ .Chart.AppVersion | default .Chart.Version | quote }}
    app.kubernetes.io/managed-by: {{ .Release.Service }}
    helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* hawser.selector: which pods are a service's, at the depth of a selector's labels. */}}
{{- define "hawser.selector" }}
      app.kubernetes.io/name: {{ .hawser.name }}
      app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
hawser.pairs: entries of a map as quoted lines; takes `map` and `indent`. A key `nil` is the ancestors' way to write an
empty map, and a null value says that there is none: both are left out.
*/}}
{{- define "hawser.pairs" }}
{{- $indent := .indent }}
{{- range $key, $value := .map }}
{{- if and (ne $key "nil") (ne (kindOf $value) "invalid") }}
{{ $indent }}{{ $key | quote }}: {{ $value | toString | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/*
hawser.metadata: an object's metadata from its name on. Takes `top`, `name`, and, where there are any, `component`,
`labels`, `annotations`, `namespace`.
*/}}
{{- define "hawser.metadata" }}
metadata:
  name: {{ .name }}
  namespace: {{ .namespace | default .top.hawser.namespace | quote }}
  labels:
    {{- .top.hawser.labels }}
{{- with .component }}
    app.kubernetes.io/component: {{ . }}
{{- end }}
{{- with .labels }}{{ include "hawser.pairs" (dict "map" . "indent" "    ") }}{{ end }}
{{- with .annotations }}
{{- with include "hawser.pairs" (dict "map" . "indent" "    ") }}
  annotations:
    {{- . }}
{{- end }}
{{- end }}
{{- end }}
