{{/*
Volumes beside those of configuration and Secrets. Takes `top`, `own` (the server's values) and `server`.

hawser.volumes.mounts: a writable /tmp, as the root is read-only; the two volumes that the ancestors mount wherever they
are listed; and what the values ask for.
*/}}
{{- define "hawser.volumes.mounts" }}
            - name: tmp
              mountPath: /tmp
{{- range concat (.top.Values.volumes | default list) ((index .top.hawser.global (.part | default "backend")).volumes | default list) (.own.volumes | default list) }}
{{- if eq .name "timezone" }}
            - name: timezone
              mountPath: /etc/localtime
              readOnly: true
{{- else if eq .name "log-volume" }}
            - name: log-volume
              mountPath: /var/log/spaceone
{{- end }}
{{- end }}
{{- if (.own.persistence).enabled }}
            - name: data
              mountPath: {{ .own.persistence.mountPath | default "/data" | quote }}
{{- end }}
{{- $mounts := .top.Values.volumeMounts | default dict }}
{{- with $mounts.application }}{{ toYaml . | nindent 12 }}{{ end }}
{{- with get $mounts (printf "application_%s" .server) }}{{ toYaml . | nindent 12 }}{{ end }}
{{- with .own.volumeMounts }}{{ toYaml . | nindent 12 }}{{ end }}
{{- end }}

{{/* hawser.volumes: takes `full` too, the workload's name. A StatefulSet's data is its claim template's. */}}
{{- define "hawser.volumes" }}
        - name: tmp
          emptyDir: {}
{{- with .own.persistence }}
{{- if and .enabled (or .existingClaim (ne ($.own.kind | default "Deployment") "StatefulSet")) }}
        - name: data
          persistentVolumeClaim:
            claimName: {{ .existingClaim | default $.full | quote }}
{{- end }}
{{- end }}
{{- with .top.Values.volumes }}{{ toYaml . | nindent 8 }}{{ end }}
{{- with (index .top.hawser.global (.part | default "backend")).volumes }}{{ toYaml . | nindent 8 }}{{ end }}
{{- with .own.volumes }}{{ toYaml . | nindent 8 }}{{ end }}
{{- end }}
