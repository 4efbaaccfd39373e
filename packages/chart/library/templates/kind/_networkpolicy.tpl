{{/*
hawser.networkpolicy: who may open connections to the service's pods, and to whom they may: its callers and callees, DNS, and
what `from` and `to` say in Kubernetes' own form. Callers and callees are names of services, or maps with more of them. What the
kubelet probes is allowed by Kubernetes itself.
*/}}
{{- define "hawser.networkpolicy" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $own := .Values.networkPolicy | default dict -}}
{{- if and .hawser.on $own.enabled -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name) }}
spec:
  podSelector:
    matchLabels:
      {{- .hawser.selector }}
  policyTypes:
    - Ingress
    - Egress
{{- $ports := list }}
{{- if .hawser.grpc }}{{ $ports = append $ports (include "hawser.port.grpc" .) }}{{ end }}
{{- if .hawser.rest }}{{ $ports = append $ports (include "hawser.port.rest" .) }}{{ end }}
{{- if or (and $own.callers $ports) $own.from }}
  ingress:
{{- if $ports }}
{{- range $own.callers }}
    - from:
        {{- include "hawser.networkpolicy.peer" . }}
      ports:
{{- range $ports }}
        - port: {{ . }}
          protocol: TCP
{{- end }}
{{- end }}
{{- end }}
{{- with $own.from }}{{ toYaml . | nindent 4 }}{{ end }}
{{- else }}
  ingress: []
{{- end }}
  egress:
    - ports:
        - port: 53
          protocol: UDP
        - port: 53
          protocol: TCP
{{- range $own.callees }}
    - to:
        {{- include "hawser.networkpolicy.peer" . }}
      ports:
        - port: {{ if kindIs "string" . }}50051{{ else }}{{ .port | default 50051 }}{{ end }}
          protocol: TCP
{{- end }}
{{- with $own.to }}{{ toYaml . | nindent 4 }}{{ end }}
{{- end -}}
{{- end }}

{{- define "hawser.networkpolicy.peer" }}
        - podSelector:
            matchLabels:
{{- if kindIs "string" . }}
              app.kubernetes.io/name: {{ . | quote }}
{{- else }}
{{- if .name }}
              app.kubernetes.io/name: {{ .name | quote }}
{{- end }}
{{- with .labels }}{{ include "hawser.pairs" (dict "map" . "indent" "              ") }}{{ end }}
{{- with .namespace }}
          namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
