{{/*
The server's files. Their ConfigMap is named by what it holds and stays when another takes its place, so that an earlier
version can be activated again: `hawser tars config history` and `rollback`.
*/}}
{{- define "hawser-tars.config" -}}
{{- if or .Values.config .Values.appConfig .Values.nodeConfig -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "hawser-tars.configname" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "hawser-tars.selector" . | nindent 4 }}
    tars.io/Config: {{ include "hawser-tars.name" . }}
  annotations:
    helm.sh/resource-policy: keep
    tars.io/ConfigParts: {{ ternary "true" "false" (gt (len (.Values.nodeConfig | default list)) 0) | quote }}
immutable: true
data:
  {{- range $key, $content := include "hawser-tars.configdata" . | fromJson }}
  {{ $key | quote }}: {{ toRawJson $content }}
  {{- end }}
{{- end -}}
{{- end -}}

{{- define "hawser-tars.configname" -}}
{{ include "hawser-tars.name" . }}-config-{{ include "hawser-tars.configdata" . | sha256sum | trunc 8 }}
{{- end -}}

{{/* True where the server has files at all. A part for a single pod has to have a file that it is part of. */}}
{{- define "hawser-tars.hasfiles" -}}
{{ if or .Values.config .Values.appConfig }}true{{ end }}
{{- end -}}

{{/* File names and contents, the application's first: the server's file of the same name is what the server gets. */}}
{{- define "hawser-tars.files" -}}
{{- $files := dict -}}
{{- range .Values.appConfig }}{{ $_ := set $files .name (.content | default "") }}{{ end -}}
{{- range .Values.config }}{{ $_ := set $files .name (.content | default "") }}{{ end -}}
{{ toRawJson $files }}
{{- end -}}

{{/* The data of the ConfigMap: the files as they are, or, where pods differ, `file.<name>` and `node.<number>.<name>`. */}}
{{- define "hawser-tars.configdata" -}}
{{- if .Values.nodeConfig -}}
{{- $data := dict -}}
{{- range $name, $content := include "hawser-tars.files" . | fromJson }}{{ $_ := set $data (printf "file.%s" $name) $content }}{{ end -}}
{{- range .Values.nodeConfig }}{{ $_ := set $data (printf "node.%d.%s" (int .podSeq) .name) (.content | default "") }}{{ end -}}
{{ toRawJson $data }}
{{- else -}}
{{ include "hawser-tars.files" . }}
{{- end -}}
{{- end -}}
