{{/* A headless Service with a port for each servant; pods are reachable as `<pod>.<service>`. Every server has one, so here is where values are checked. */}}
{{- define "hawser-tars.service" -}}
{{- include "hawser-tars.check" . -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "hawser-tars.name" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "hawser-tars.labels" . | nindent 4 }}
spec:
  clusterIP: None
  selector:
    {{- include "hawser-tars.selector" . | nindent 4 }}
  {{- $normal := and (eq (include "hawser-tars.subtype" .) "normal") (.Values.normal).ports }}
  {{- with $normal | default .Values.servants }}
  ports:
    {{- range . }}
    - name: {{ lower .name | quote }}
      port: {{ .port }}
      targetPort: {{ .port }}
      protocol: {{ include "hawser-tars.protocol" . }}
      {{- if .isTars }}
      appProtocol: tars.io/tars
      {{- end }}
    {{- end }}
  {{- end }}
{{- end -}}

{{- define "hawser-tars.protocol" -}}
{{ if or (not (hasKey . "isTcp")) .isTcp }}TCP{{ else }}UDP{{ end }}
{{- end -}}
