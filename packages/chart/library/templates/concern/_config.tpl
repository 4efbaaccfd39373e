{{/*
Configuration files, as text at no depth. Two values are one map only where both are there: merging copies both, and the
usual chart has one of them.
*/}}

{{/* hawser.config.both: YAML of `under` with `over` laid over it, key by key. */}}
{{- define "hawser.config.both" -}}
{{- if and .under .over -}}
{{- mergeOverwrite (deepCopy .under) (deepCopy .over) | toYaml -}}
{{- else -}}
{{- .over | default .under | default dict | toYaml -}}
{{- end -}}
{{- end }}

{{/*
hawser.config.shared: what all services share: `global.shared`, and over it `global.shared_conf`, which is its name in
the ancestors' newer charts. One of their examples has DATABASES in `global` itself; it is taken as meant.
*/}}
{{- define "hawser.config.shared" -}}
{{- $global := .hawser.global -}}
{{- $over := $global.shared_conf -}}
{{- with $global.DATABASES }}{{ $over = mergeOverwrite (dict "DATABASES" (deepCopy .)) (deepCopy ($over | default dict)) }}{{ end -}}
{{- include "hawser.config.both" (dict "under" $global.shared "over" $over) -}}
{{- end }}

{{/* hawser.config.application: of one server: `application`, and over it `application_<server>`; takes `top` and `server`. */}}
{{- define "hawser.config.application" -}}
{{- $memo := printf "application_%s" .server -}}
{{- if not (hasKey .top.hawser $memo) -}}
{{- $own := get .top.Values $memo | default dict -}}
{{- $_ := set .top.hawser $memo (include "hawser.config.both" (dict "under" .top.Values.application "over" $own)) -}}
{{- end -}}
{{- get .top.hawser $memo -}}
{{- end }}

{{/*
hawser.config.mounts: where a container has its configuration, at the depth of a container's list of mounts. One file each,
so that other files of the image's folder stay.
*/}}
{{- define "hawser.config.mounts" }}
            - name: default-conf
              mountPath: {{ .folder }}/config.yaml
              subPath: config.yaml
              readOnly: true
            - name: database-conf
              mountPath: {{ .folder }}/database.yaml
              subPath: database.yaml
              readOnly: true
            - name: shared-conf
              mountPath: {{ .folder }}/shared.yaml
              subPath: shared.yaml
              readOnly: true
            - name: application-conf
              mountPath: {{ .folder }}/application.yaml
              subPath: application.yaml
              readOnly: true
{{- end }}

{{/* hawser.config.volumes: the volumes of the same; takes `top` and `server`. The names are the ancestors'. */}}
{{- define "hawser.config.volumes" }}
        - name: default-conf
          configMap:
            name: {{ .top.hawser.name }}-conf
        - name: database-conf
          configMap:
            name: {{ .top.hawser.name }}-database-conf
        - name: shared-conf
          configMap:
            name: {{ (.top.Values.sharedConf).name | default "shared-conf" | quote }}
        - name: application-conf
          configMap:
            name: {{ .top.hawser.name }}-application-{{ .server }}-conf
{{- end }}

{{/* hawser.config.argument: says where the configuration is, where that isn't what the command expects. */}}
{{- define "hawser.config.argument" }}
{{- if and .Values.configRoot (ne .Values.configRoot "/opt/spaceone") }}
            - --config
            - {{ .hawser.folder }}
{{- end }}
{{- end }}
