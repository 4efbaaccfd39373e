{{/* hawser.combinations.umbrella: values of an umbrella itself that Helm can't check by their types; a line each, as hawser.combinations has. */}}
{{- define "hawser.combinations.umbrella" }}
{{- range $secret, $keys := (.Values.secrets).ensure }}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" $secret) }}
secrets.ensure.{{ $secret }}: isn't a name; a Secret's here has lower-case letters, digits and dashes, at most 63
{{- end }}
{{- range $key, $kind := $keys }}
{{- if and $kind (not (regexMatch "^(password|rsa|(base64|hex):[1-9][0-9]*|system-token:.+)$" $kind)) }}
secrets.ensure.{{ $secret }}.{{ $key }}: {{ $kind }} is no kind of key; give password, base64:BYTES, hex:BYTES, rsa or system-token:KEY
{{- end }}
{{- end }}
{{- end }}
{{- if and (.Values.ingress).enabled (not .Values.ingress.host) }}
ingress.host: an Ingress needs a host name; give one
{{- end }}
{{- range $path, $chart := (.Values.ingress).paths }}
{{- if and $chart (not (hasKey $.Values $chart)) }}
ingress.paths.{{ $path }}: there is no chart {{ $chart }}
{{- end }}
{{- end }}
{{- with (.Values.initializer).mode }}
{{- if not (has . (list "DEFAULT" "NO_UPDATE" "READ_ONLY")) }}
initializer.mode: {{ . }} is no mode; give DEFAULT, NO_UPDATE or READ_ONLY
{{- end }}
{{- end }}
{{- end }}
