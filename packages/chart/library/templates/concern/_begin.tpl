{{/*
hawser.begin: what all templates of a chart share, worked out once a chart and kept in its scope as `.hawser`. Whichever
template of the chart is rendered first calls it, so the values are checked before any object is made.

A template's result is text, and what one template found out another can't read. The scope, though, is one map for all
templates of a chart, so what is put into it stays. Everything there is a function of the chart and its values alone.
*/}}
{{- define "hawser.begin" -}}
{{- if not .hawserChecked }}{{ with include "hawser.problems" . }}{{ include "hawser.refuse" . }}{{ end }}{{ end -}}
{{- $values := .Values -}}
{{- $global := $values.global | default dict -}}
{{- $name := $values.name | default .Chart.Name -}}
{{- $on := and (ne (toString $values.enabled) "false") (ne (toString $values.enable) "false") -}}
{{- $kind := index (.Chart.Annotations | default dict) "hawser/kind" | default "backend" -}}
{{- $has := index (.Chart.Annotations | default dict) "hawser/servers" | default "grpc rest scheduler worker" -}}
{{- $pages := or (eq $kind "frontend") (eq $kind "static") -}}
{{- $conf := dict
  "kind" $kind
  "name" $name
  "namespace" ($global.namespace | default .Release.Namespace)
  "folder" (printf "%s/%s/config" ($values.configRoot | default "/opt/spaceone") $name)
  "grpc" (and $on (not $pages) (contains "grpc" $has) (ne (toString $values.grpc) "false"))
  "rest" (and $on (or $pages (and (contains "rest" $has) ($values.rest | default false))))
  "scheduler" (and $on (contains "scheduler" $has) ($values.scheduler | default false))
  "worker" (and $on (contains "worker" $has) ($values.worker | default false))
  "on" $on
  "pod" (($values.pod).spec | default dict)
  "servers" ($values.servers | default dict)
  "global" $global -}}
{{- $_ := set . "hawser" $conf -}}
{{- $_ := set $conf "labels" (include "hawser.labels" .) -}}
{{- $_ := set $conf "selector" (include "hawser.selector" .) -}}
{{- $_ := set $conf "image" (include "hawser.image" (dict "image" $values.image "version" .Chart.AppVersion "name" (printf "hawser/%s" $name) "global" $global)) -}}
{{- $_ := set $conf "pullPolicy" ($values.imagePullPolicy | default "IfNotPresent") -}}
{{- $_ := set $conf "pullSecrets" (include "hawser.pullSecrets" .) -}}
{{- $_ := set $conf "containerSecurity" (include "hawser.security.container" $values.containerSecurityContext) -}}
{{- $_ := set $conf "shared" (include "hawser.config.shared" .) -}}
{{- include "hawser.secrets" . -}}
{{- $_ := set $conf "checksums" (include "hawser.checksum.common" .) -}}
{{- $_ := set $conf "envOfChart" (include "hawser.env.common" .) -}}
{{- $_ := set $conf "env" (include "hawser.env" (dict "top" . "more" "")) -}}
{{- end -}}

{{/*
hawser.servers.ignored: servers that the values have on and that the service doesn't have, by what the chart's annotation
`hawser/servers` says, as `scheduler worker`. The ancestors' files have such; a server without anything to do would end at once.
*/}}
{{- define "hawser.servers.ignored" -}}
{{- $has := index (.Chart.Annotations | default dict) "hawser/servers" -}}
{{- $values := .Values -}}
{{- $found := list -}}
{{- if $has -}}
{{- range $server := list "rest" "scheduler" "worker" -}}
{{- if and (index $values $server) (not (contains $server $has)) }}{{ $found = append $found $server }}{{ end -}}
{{- end -}}
{{- end -}}
{{- join " " $found -}}
{{- end -}}
