{{/*
Hardening: the restricted profile of Kubernetes' pod security standards, and a read-only root besides. What the values say is
over these defaults, key by key.
*/}}

{{/* hawser.security.pod: takes `top`, and `lowPort` where a port below 1024 is listened on. */}}
{{- define "hawser.security.pod" }}
{{- if not (hasKey .top.hawser.pod "securityContext") }}
      securityContext:
{{- if .top.Values.podSecurityContext }}
{{- $hardened := dict "runAsNonRoot" true "runAsUser" 1000 "runAsGroup" 1000 "fsGroup" 1000 "fsGroupChangePolicy" "OnRootMismatch" "seccompProfile" (dict "type" "RuntimeDefault") }}
{{- if .lowPort }}{{ $_ := set $hardened "sysctls" (list (dict "name" "net.ipv4.ip_unprivileged_port_start" "value" "0")) }}{{ end }}
{{- range $key, $value := .top.Values.podSecurityContext }}{{ $_ := set $hardened $key $value }}{{ end }}
{{- toYaml $hardened | nindent 8 }}
{{- else }}
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        fsGroup: 1000
        fsGroupChangePolicy: OnRootMismatch
        seccompProfile:
          type: RuntimeDefault
{{- if .lowPort }}
        sysctls:
          - name: net.ipv4.ip_unprivileged_port_start
            value: "0"
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* hawser.security.container: takes what `containerSecurityContext` says. */}}
{{- define "hawser.security.container" }}
          securityContext:
{{- if . }}
{{- $hardened := dict "allowPrivilegeEscalation" false "readOnlyRootFilesystem" true "capabilities" (dict "drop" (list "ALL")) }}
{{- range $key, $value := . }}{{ $_ := set $hardened $key $value }}{{ end }}
{{- toYaml $hardened | nindent 12 }}
{{- else }}
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
{{- end }}
{{- end }}
