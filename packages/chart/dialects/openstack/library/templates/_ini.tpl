{{/*
(dict): sections of an INI file as `section → option → value`, from values where levels between a section and its options name the
library that owns them (`database.oslo.db.max_retries`), or don't (`database.max_retries`). `override` and the like are no sections.
*/}}
{{- define "hawser-openstack.sections" -}}
{{- $sections := dict -}}
{{- range $name, $section := omit . "override" "append" "prefix" }}
{{- if kindIs "map" $section }}
{{- $options := dict -}}
{{- include "hawser-openstack.flatten" (dict "from" $section "into" $options "depth" 0) -}}
{{- $section := ternary "DEFAULT" $name (eq (upper $name) "DEFAULT") -}}
{{- $_ := set $sections $section (merge (get $sections $section | default dict) $options) -}}
{{- else if not (kindIs "invalid" $section) }}{{ fail (printf "conf.%s: expected a map of options, got %v" $name $section) }}
{{- end }}
{{- end -}}
{{ toRawJson $sections }}
{{- end -}}

{{- define "hawser-openstack.flatten" -}}
{{- range $key, $value := .from }}
{{- if and (kindIs "map" $value) (kindIs "string" (get $value "type")) (kindIs "slice" (get $value "values")) }}{{ $_ := set $.into $key (ternary $value.values (join "," $value.values) (eq $value.type "multistring")) }}
{{- else if kindIs "slice" $value }}{{ $_ := set $.into $key (include "hawser-openstack.joined" $value) }}
{{- else if kindIs "map" $value }}{{ include "hawser-openstack.flatten" (dict "from" $value "into" $.into) }}
{{- else if not (kindIs "invalid" $value) }}{{ $_ := set $.into $key $value }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* (list): its items with commas between, as oslo.config reads a list. */}}
{{- define "hawser-openstack.joined" -}}
{{- range $i, $item := . }}{{ if or (kindIs "map" $item) (kindIs "slice" $item) }}{{ fail (printf "conf: expected a single value in the list %v, got a map or a list" $) }}{{ end }}{{ if $i }},{{ end }}{{ include "hawser-openstack.scalar" $item }}{{ end -}}
{{- end -}}

{{/* (dict of sections): the file. A list (`type: multistring` in values) is an option that is given several times. A line break would make a value another option. */}}
{{- define "hawser-openstack.ini" -}}
{{- range $name, $options := . }}
[{{ $name }}]
{{- range $option, $value := $options }}
{{- range (kindIs "slice" $value | ternary $value (list $value)) }}
{{- if kindIs "map" . }}{{ fail (printf "conf: [%s] %s: expected a single value, got a map" $name $option) }}{{ end }}
{{- if contains "\n" (toString .) }}{{ fail (printf "conf: [%s] %s: the value %q has a line break, which an INI file can't hold" $name $option (toString .)) }}{{ end }}
{{ $option }} = {{ include "hawser-openstack.scalar" . }}
{{- end }}
{{- end }}
{{ end }}
{{- end -}}

{{/* Numbers from YAML are floats: whole ones are written without an exponent. */}}
{{- define "hawser-openstack.scalar" -}}
{{- if and (kindIs "float64" .) (eq (float64 (int64 .)) .) }}{{ int64 . }}{{ else }}{{ . }}{{ end -}}
{{- end -}}

{{/*
(list settings generated): a file of `conf`, generated unless `override` replaces it, between `prefix` and `append`. Values since 2018 may give the
whole file as a text; one with templates of helm-toolkit, which aren't there, changes nothing.
*/}}
{{- define "hawser-openstack.file" -}}
{{- $settings := index . 0 | default dict -}}
{{- if kindIs "string" $settings }}{{ $settings = contains "{{" $settings | ternary dict (dict "override" $settings) }}{{ end -}}
{{- with $settings.prefix }}{{ . }}
{{ end }}{{ $settings.override | default (index . 1) }}{{ with $settings.append }}
{{ . }}{{ end }}
{{- end -}}
