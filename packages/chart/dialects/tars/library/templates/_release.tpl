{{/*
All objects of a TARS server. The chart's only template calls this, as the charts of the TARS framework do.
*/}}
{{- define "hawser-tars.release" -}}
{{- include "hawser-tars.check" . }}
{{- include "hawser-tars.service" . }}
---
{{- if .Values.daemonSet }}
{{ include "hawser-tars.daemonset" . }}
{{- else }}
{{ include "hawser-tars.statefulset" . }}
{{- end }}
{{- if ne (include "hawser-tars.subtype" .) "normal" }}
---
{{ include "hawser-tars.serverconf" . }}
{{- end }}
{{- if or .Values.config .Values.appConfig .Values.nodeConfig }}
---
{{ include "hawser-tars.config" . }}
{{- end }}
{{- end -}}
