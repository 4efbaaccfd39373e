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
{{- include "hawser.volumes.application" .top.Values }}
{{- with get (.top.Values.volumeMounts | default dict) (printf "application_%s" .server) }}{{ toYaml . | nindent 12 }}{{ end }}
{{- with .own.volumeMounts }}{{ toYaml . | nindent 12 }}{{ end }}
{{- end }}

{{/* hawser.volumes.application: what the values have every container of the service mount: certificates of its database. */}}
{{- define "hawser.volumes.application" }}
{{- with (.volumeMounts).application }}{{ toYaml . | nindent 12 }}{{ end }}
{{- end }}

{{/*
hawser.volumes.shared: the same for pods that don't have a server's volumes: those mounts whose volumes are all servers', as
`mounts`, and those volumes, as `volumes`. Takes the chart's scope; the result is a map as JSON.
*/}}
{{- define "hawser.volumes.shared" -}}
{{- $all := dict -}}
{{- range concat (.Values.volumes | default list) ((.hawser.global.backend).volumes | default list) }}{{ $_ := set $all (toString .name) . }}{{ end -}}
{{- $mounts := list -}}
{{- $volumes := list -}}
{{- $seen := dict -}}
{{- range (.Values.volumeMounts).application -}}
{{- $name := toString .name -}}
{{- if hasKey $all $name -}}
{{- $mounts = append $mounts . -}}
{{- if not (hasKey $seen $name) }}{{ $volumes = append $volumes (get $all $name) }}{{ end -}}
{{- $_ := set $seen $name true -}}
{{- end -}}
{{- end -}}
{{- if $mounts }}{{ dict "mounts" $mounts "volumes" $volumes | toJson }}{{ end -}}
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
