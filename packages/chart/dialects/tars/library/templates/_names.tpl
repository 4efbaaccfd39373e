{{/* `<app>-<server>` in lower case: the name of every object. */}}
{{- define "hawser-tars.name" -}}
{{ printf "%s-%s" .Values.app .Values.server | lower }}
{{- end -}}

{{- define "hawser-tars.subtype" -}}
{{ .Values.subtype | default "tars" }}
{{- end -}}

{{/* The release's id, which packaging fills in; it changes with what is released, and so rolls the pods. */}}
{{- define "hawser-tars.id" -}}
{{ include "hawser-tars.scalar" ((.Values.repo).id | default "unreleased") }}
{{- end -}}

{{- define "hawser-tars.selector" -}}
tars.io/ServerApp: {{ .Values.app | quote }}
tars.io/ServerName: {{ .Values.server | quote }}
{{- end -}}

{{- define "hawser-tars.labels" -}}
{{ include "hawser-tars.selector" . }}
tars.io/SubType: {{ include "hawser-tars.subtype" . }}
tars.io/Template: {{ .Values.template | default "tars.default" | quote }}
app.kubernetes.io/name: {{ include "hawser-tars.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* Where the node agent of the framework would keep the server's files. */}}
{{- define "hawser-tars.datadir" -}}
/usr/local/app/tars/tarsnode/data/{{ .Values.app }}.{{ .Values.server }}
{{- end -}}

{{/* A single value as text. Numbers from YAML are floats, which templates write as 1e+06 from a million on. */}}
{{- define "hawser-tars.scalar" -}}
{{- if and (kindIs "float64" .) (eq (float64 (int64 .)) .) }}{{ int64 . }}{{ else if not (kindIs "invalid" .) }}{{ toString . }}{{ end -}}
{{- end -}}
