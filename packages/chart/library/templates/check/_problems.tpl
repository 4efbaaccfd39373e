{{/*
hawser.problems: all that is wrong with a chart's values, a line each and nothing where nothing is: keys that aren't known,
and values that can't be right together. Types and ranges are Helm's own check, by values.schema.json. The chart's
name is before each path where the chart is a part of another one, as it stands in the values file then; and `global` is that
one's there. An umbrella's `files/ignored.txt` names blocks of values that have no chart, a line each.
*/}}
{{- define "hawser.problems" -}}
{{- $kind := index (.Chart.Annotations | default dict) "hawser/kind" | default "backend" -}}
{{- $others := "hawser-library\n" -}}
{{- range .Chart.Dependencies }}{{ $others = print $others (.Alias | default .Name) "\n" }}{{ end -}}
{{- $umbrella := eq $kind "umbrella" -}}
{{- if $umbrella }}{{ $others = print $others (.Files.Get "files/ignored.txt" | trim) "\n" }}{{ end -}}
{{- $values := .Values -}}
{{- if not .Chart.IsRoot }}{{ $values = omit $values "global" }}{{ end -}}
{{- $at := ternary "" (printf "%s." .Chart.Name) .Chart.IsRoot -}}
{{- include (printf "hawser.known.%s" $kind) (dict "v" $values "p" $at "others" $others) -}}
{{- $combinations := ternary "hawser.combinations.umbrella" "hawser.combinations" $umbrella -}}
{{- include $combinations . | replace "\n" (printf "\n%s" $at) | replace "did you mean " (printf "did you mean %s" $at) -}}
{{- end }}

{{/* hawser.refuse: ends with all problems in one message; takes their lines. */}}
{{- define "hawser.refuse" -}}
{{- $lines := splitList "\n" (trimPrefix "\n" .) | sortAlpha -}}
{{- fail (printf "\nThe values have %s:\n  %s\n" (ternary "a problem" (printf "%d problems" (len $lines)) (eq (len $lines) 1)) (join "\n  " $lines)) -}}
{{- end }}

{{/*
hawser.problems.all: of an umbrella: its own problems and those of its charts, together. Called in a template that is
rendered before those charts' own, which Helm does by the depth of files: templates/check/values/all/problems.yaml. It is for
charts that say their kind, `hawser/kind` in Chart.yaml's annotations, and they aren't looked at again.
*/}}
{{- define "hawser.problems.all" -}}
{{- $found := include "hawser.problems" . -}}
{{- $_ := set . "hawserChecked" true -}}
{{- range $name, $scope := .Subcharts -}}
{{- if index $scope.Chart.Annotations "hawser/kind" -}}
{{- $found = print $found (include "hawser.problems" $scope) -}}
{{- $_ := set $scope "hawserChecked" true -}}
{{- end -}}
{{- end -}}
{{- if $found }}{{ include "hawser.refuse" $found }}{{ end -}}
{{- end }}
