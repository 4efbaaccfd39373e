{{/*
hawser.wait: the init step that waits for the service's migrations, and for the services that it asks, and says in its log
what for. It is the service's own image with the same configuration, and asks the database itself: no rights are
needed. Takes `top`, `mounts` (those of the server's container) and `resources`.
*/}}
{{- define "hawser.wait" }}
{{- $wait := .top.Values.wait | default dict }}
{{- $migrated := (.top.Values.migration).enabled }}
{{- if and (ne (toString $wait.enabled) "false") (or $migrated $wait.services) }}
        - name: wait
          image: {{ .top.hawser.image }}
          imagePullPolicy: {{ .top.hawser.pullPolicy }}
          args:
            - wait
{{- if $migrated }}
            - --migrated
            - {{ .top.hawser.name }}
{{- end }}
{{- range $name, $endpoint := $wait.services }}
{{- if $endpoint }}
            - --service
            - {{ printf "%s=%s" $name $endpoint | quote }}
{{- end }}
{{- end }}
            - --timeout
            - {{ $wait.timeoutSeconds | default 600 | toString | quote }}
{{- include "hawser.config.argument" .top }}
{{- with .top.hawser.env }}
          env:
            {{- . }}
{{- end }}
{{- .top.hawser.containerSecurity }}
{{- with .resources }}
          resources:
{{- toYaml . | nindent 12 }}
{{- end }}
          volumeMounts:
            {{- .mounts }}
{{- end }}
{{- end }}
