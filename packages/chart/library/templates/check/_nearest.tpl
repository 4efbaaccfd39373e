{{/*
hawser.unknown: a line about a key that nothing knows. Takes `key`, `at` (the path before it, with its dot) and `known` (the keys
of that place, with spaces between); at the top of a chart also `below`, a place that the key may have been meant for, and the `keys`
there. What is between two names of the same meaning most of the time, upper and lower case, dashes and underscores, doesn't count.
The library's own block, which Helm puts among the values, isn't for anybody to set.
*/}}
{{- define "hawser.unknown" }}
{{- $known := without (splitList " " .known) "hawser-library" }}
{{- $best := "" }}
{{- if has .key (splitList " " (.keys | default "")) }}
{{- $best = printf "%s.%s" .below .key }}
{{- else }}
{{- $wanted := include "hawser.plain" .key | trunc 40 }}
{{- $least := max 2 (div (len $wanted) 3) | add1 | int }}
{{- range $known }}
{{- $distance := include "hawser.distance" (dict "a" $wanted "b" (include "hawser.plain" .)) | int }}
{{- if and (lt $distance $least) (lt $distance (max (len $wanted) (len .) | int)) }}
{{- $best = . }}
{{- $least = $distance }}
{{- end }}
{{- end }}
{{- end }}
{{ .at }}{{ .key }}: unknown key
{{- if $best }}; did you mean {{ .at }}{{ $best }}?{{ else }}; known here: {{ sortAlpha $known | join ", " }}{{ end }}
{{- end }}

{{/* hawser.unknown.of: the same for each key of a map `v`, which may be absent, that isn't `known`. */}}
{{- define "hawser.unknown.of" }}
{{- range $key, $_ := .v }}
{{- if not (has $key (splitList " " $.known)) }}{{ include "hawser.unknown" (dict "key" $key "at" $.at "known" $.known) }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.plain" }}{{ . | lower | replace "_" "" | replace "-" "" }}{{ end }}

{{/*
hawser.distance: how many letters are put in, taken out or replaced to make `b` of `a`, row by row of the usual table. Slow, and
only asked where a key is wrong.
*/}}
{{- define "hawser.distance" -}}
{{- $b := splitList "" .b -}}
{{- $row := untilStep 0 (len $b | add1 | int) 1 -}}
{{- range $i, $x := splitList "" .a -}}
{{- $next := list (add1 $i) -}}
{{- range $j, $y := $b -}}
{{- $same := add (index $row $j) (ternary 0 1 (eq $x $y)) -}}
{{- $next = append $next (min (add1 (index $row (add1 $j))) (add1 (index $next $j)) $same) -}}
{{- end -}}
{{- $row = $next -}}
{{- end -}}
{{- last $row -}}
{{- end }}
