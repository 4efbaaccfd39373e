{{/*
The file that a server built with TARS's libraries reads: template, then `profile`, then an adapter for each servant.
What names a service of the framework (locator, stat, notify, …) is left out, since none runs.
*/}}
{{- define "hawser-tars.serverconf" -}}
{{- if ne (include "hawser-tars.subtype" .) "normal" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "hawser-tars.name" . }}-server-conf
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "hawser-tars.labels" . | nindent 4 }}
data:
  {{ .Values.app }}.{{ .Values.server }}.config.conf: {{ include "hawser-tars.serverconf.text" . | toRawJson }}
{{- end -}}
{{- end -}}

{{- define "hawser-tars.serverconf.text" -}}
{{- $tree := include "hawser-tars.parse" (include "hawser-tars.template" .) | fromJson -}}
{{- with .Values.profile }}{{ $_ := mergeOverwrite $tree (include "hawser-tars.parse" . | fromJson) }}{{ end -}}
{{- $server := $tree.tars.application.server -}}
{{- range .Values.servants }}
{{- $servant := printf "%s.%s.%s" $.Values.app $.Values.server .name -}}
{{- $adapter := dict "allow" "" "servant" $servant
  "endpoint" (printf "%s -h 0.0.0.0 -p %v -t %v" (include "hawser-tars.protocol" . | lower) .port (include "hawser-tars.scalar" (.timeout | default 60000)))
  "maxconns" (include "hawser-tars.scalar" (.connection | default 100000)) "queuecap" (include "hawser-tars.scalar" (.capacity | default 100000))
  "queuetimeout" (include "hawser-tars.scalar" (.timeout | default 60000)) "threads" (include "hawser-tars.scalar" (.thread | default 5))
  "protocol" (ternary "tars" "not_tars" (or (not (hasKey . "isTars")) (.isTars | default false))) -}}
{{- $key := printf "%sAdapter" $servant -}}
{{- $_ := set $server $key (mergeOverwrite $adapter (get $server $key | default dict)) -}}
{{- end -}}
{{ include "hawser-tars.print" (dict "tree" $tree "indent" "") | trimPrefix "\n" }}
{{ end -}}

{{/* The base that a template's name stands for. All begin as tars.default; tars.nodejs has fewer asynchronous threads. */}}
{{- define "hawser-tars.template" -}}
{{- $dir := include "hawser-tars.datadir" . -}}
{{- $threads := .Values.asyncThread | default (ternary 2 3 (eq (.Values.template | default "tars.default") "tars.nodejs")) -}}
<tars>
<application>
enableset=n
setdivision=NULL
<client>
async-invoke-timeout=5000
asyncthread={{ include "hawser-tars.scalar" $threads }}
modulename={{ .Values.app }}.{{ .Values.server }}
refresh-endpoint-interval=60000
report-interval=60000
sync-invoke-timeout=3000
</client>
<server>
app={{ .Values.app }}
server={{ .Values.server }}
localip=0.0.0.0
basepath={{ $dir }}/bin/
datapath={{ $dir }}/data/
logpath=/usr/local/app/tars/app_log/
logsize=10M
lognum=10
logLevel=DEBUG
deactivating-timeout=2000
</server>
</application>
</tars>
{{- end -}}

{{/* Nested `<name> … </name>` domains with `key=value` lines, as JSON. A line without `=` is a key without a value. */}}
{{- define "hawser-tars.parse" -}}
{{- $root := dict -}}
{{- $stack := list $root -}}
{{- range splitList "\n" . }}
{{- $line := trim . -}}
{{- if or (eq $line "") (hasPrefix "#" $line) -}}
{{- else if hasPrefix "</" $line }}{{ $stack = initial $stack -}}
{{- else if and (hasPrefix "<" $line) (hasSuffix ">" $line) -}}
{{- $name := trimSuffix ">" (trimPrefix "<" $line) -}}
{{- $child := get (last $stack) $name | default dict -}}
{{- $_ := set (last $stack) $name $child -}}
{{- $stack = append $stack $child -}}
{{- else if contains "=" $line -}}
{{- $parts := splitn "=" 2 $line -}}
{{- $_ := set (last $stack) (trim $parts._0) (trim $parts._1) -}}
{{- else }}{{ $_ := set (last $stack) $line nil }}{{ end -}}
{{- end -}}
{{ toRawJson $root }}
{{- end -}}

{{- define "hawser-tars.print" -}}
{{- $indent := .indent -}}
{{- range $key, $value := .tree }}
{{- if not (kindIs "map" $value) }}
{{ $indent }}{{ $key }}{{ if not (kindIs "invalid" $value) }}={{ $value }}{{ end }}
{{- end }}
{{- end }}
{{- range $key, $value := .tree }}
{{- if kindIs "map" $value }}
{{ $indent }}<{{ $key }}>
{{- include "hawser-tars.print" (dict "tree" $value "indent" (printf "%s  " $indent)) }}
{{ $indent }}</{{ $key }}>
{{- end }}
{{- end }}
{{- end -}}
