{{/*
hawser.scheduling: where a pod runs, and before whom. Takes `top`, `own` (the server's values) and `component`. What
`pod.spec` says of these stands there instead.
*/}}
{{- define "hawser.scheduling" }}
{{- $pod := .top.hawser.pod }}
{{- if and .own.nodeSelector (not (hasKey $pod "nodeSelector")) }}
      nodeSelector:
{{- toYaml .own.nodeSelector | nindent 8 }}
{{- end }}
{{- if and .own.affinity (not (hasKey $pod "affinity")) }}
      affinity:
{{- toYaml .own.affinity | nindent 8 }}
{{- end }}
{{- if and .own.tolerations (not (hasKey $pod "tolerations")) }}
      tolerations:
{{- toYaml .own.tolerations | nindent 8 }}
{{- end }}
{{- if and .own.priorityClassName (not (hasKey $pod "priorityClassName")) }}
      priorityClassName: {{ .own.priorityClassName | quote }}
{{- end }}
{{- $spread := .own.spread | default dict }}
{{- if and (ne (toString $spread.enabled) "false") (not (hasKey $pod "topologySpreadConstraints")) }}
      topologySpreadConstraints:
{{- range $spread.topologyKeys | default (list "kubernetes.io/hostname") }}
        - maxSkew: {{ $spread.maxSkew | default 1 }}
          topologyKey: {{ . | quote }}
          whenUnsatisfiable: {{ $spread.whenUnsatisfiable | default "ScheduleAnyway" }}
          labelSelector:
            matchLabels:
              app.kubernetes.io/name: {{ $.top.hawser.name }}
              app.kubernetes.io/instance: {{ $.top.Release.Name | quote }}
              app.kubernetes.io/component: {{ $.component }}
{{- end }}
{{- end }}
{{- end }}
