{{/*
Steps before the server, in its own image: files that differ by pod are joined, and local volumes get the owner and mode
that they ask for. Neither is there where nothing needs it.
*/}}
{{- define "hawser-tars.inits" -}}
{{- $owned := list -}}
{{- range .Values.mounts }}
{{- with (.source | default dict).tLocalVolume }}{{ if or .uid .gid .mode }}{{ $owned = append $owned (dict "volume" . ) }}{{ end }}{{ end -}}
{{- end -}}
{{- $joined := and .Values.nodeConfig (include "hawser-tars.hasfiles" .) -}}
{{- if or $owned $joined -}}
initContainers:
  {{- if $joined }}
  - name: join-config
    image: {{ .Values.repo.image | quote }}
    imagePullPolicy: {{ .Values.imagePullPolicy | default "Always" }}
    command:
      - /bin/sh
      - -ec
      - |
        cd /config-parts
        number=${PodName##*-}
        for file in *; do
          case $file in
            node.*) continue ;;
          esac
          name=${file#file.}
          cat "$file" >"/config/$name"
          if [ -e "node.$number.$name" ]; then
            printf '\r\n\r\n' >>"/config/$name"
            cat "node.$number.$name" >>"/config/$name"
          fi
        done
    env:
      - name: PodName
        valueFrom:
          fieldRef:
            fieldPath: metadata.name
    volumeMounts:
      - name: config-parts
        mountPath: /config-parts
        readOnly: true
      - name: config
        mountPath: /config
  {{- end }}
  {{- if $owned }}
  - name: own-volumes
    image: {{ .Values.repo.image | quote }}
    imagePullPolicy: {{ .Values.imagePullPolicy | default "Always" }}
    securityContext:
      runAsUser: 0
    command:
      - /bin/sh
      - -exc
      - |
        {{- range .Values.mounts }}
        {{- $mount := . }}
        {{- with (.source | default dict).tLocalVolume }}
        {{- if or .uid .gid }}
        chown {{ include "hawser-tars.scalar" .uid }}{{ with .gid }}:{{ include "hawser-tars.scalar" . }}{{ end }} {{ $mount.mountPath | squote }}
        {{- end }}
        {{- with .mode }}
        chmod {{ . }} {{ $mount.mountPath | squote }}
        {{- end }}
        {{- end }}
        {{- end }}
    volumeMounts:
      {{- range .Values.mounts }}
      {{- if hasKey (.source | default dict) "tLocalVolume" }}
      - name: {{ .name | quote }}
        mountPath: {{ .mountPath | quote }}
      {{- end }}
      {{- end }}
  {{- end }}
{{- end -}}
{{- end -}}
