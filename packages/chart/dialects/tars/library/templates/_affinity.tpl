{{/*
`labelMatch` (the framework's later name: `nodeSelector`) are requirements that a node has to meet all of. Ports
and IPC of the host allow one pod a node; so does `notStacked`.
*/}}
{{- define "hawser-tars.affinity" -}}
{{- $match := concat (.Values.labelMatch | default list) (.Values.nodeSelector | default list) -}}
{{- $app := printf "tars.io/ability.%s.%s" .Release.Namespace .Values.app -}}
{{- $server := printf "%s-%s" $app .Values.server -}}
{{- if eq (.Values.abilityAffinity | default "") "AppRequired" }}{{ $match = append $match (dict "key" $app "operator" "Exists") }}{{ end -}}
{{- if eq (.Values.abilityAffinity | default "") "ServerRequired" }}{{ $match = append $match (dict "key" $server "operator" "Exists") }}{{ end -}}
{{- $preferred := eq (.Values.abilityAffinity | default "") "AppOrServerPreferred" -}}
{{- $alone := and (not .Values.daemonSet) (or .Values.hostNetwork .Values.hostIPC .Values.hostPorts .Values.notStacked) -}}
{{- if or $match $preferred $alone -}}
affinity:
  {{- if or $match $preferred }}
  nodeAffinity:
    {{- with $match }}
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
        - matchExpressions:
            {{- range . }}
            - key: {{ .key | quote }}
              operator: {{ .operator }}
              {{- if .values }}
              values:
                {{- range .values }}
                - {{ include "hawser-tars.scalar" . | quote }}
                {{- end }}
              {{- end }}
            {{- end }}
    {{- end }}
    {{- if $preferred }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 60
        preference:
          matchExpressions:
            - key: {{ $server | quote }}
              operator: Exists
      - weight: 30
        preference:
          matchExpressions:
            - key: {{ $app | quote }}
              operator: Exists
    {{- end }}
  {{- end }}
  {{- if $alone }}
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "hawser-tars.selector" . | nindent 12 }}
  {{- end }}
{{- end -}}
{{- end -}}
