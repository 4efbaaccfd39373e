{{/*
hawser.pod: the pod template of a server. Takes what hawser.workload takes, `own` (the server's values) and `component`; and
of kinds of chart that aren't backends `bare` (no configuration of a service), `part` (whose of `global`), and their own
`mounts`, `volumes` and `checksums`.
*/}}
{{- define "hawser.pod" }}
{{- $top := .top }}
{{- $hawser := $top.hawser }}
{{- $values := $top.Values }}
{{- $own := .own }}
{{- $pod := $hawser.pod }}
{{- $resources := $own.resources | default $values.resources }}
{{- $bare := .bare | default false }}
{{- $mounts := "" }}
{{- $checksums := .checksums | default "" }}
{{- if not $bare }}
{{- $mounts = print (include "hawser.config.mounts" $hawser) (include "hawser.secrets.mounts" $top) }}
{{- $checksums = print $hawser.checksums (include "hawser.checksum.application" .) $checksums }}
{{- end }}
{{- with $own.podAnnotations }}{{ $checksums = print $checksums (include "hawser.pairs" (dict "map" . "indent" "        ")) }}{{ end }}
  template:
    metadata:
{{- with $checksums }}
      annotations:
        {{- . }}
{{- end }}
      labels:
        app.kubernetes.io/name: {{ $hawser.name }}
        app.kubernetes.io/instance: {{ $top.Release.Name | quote }}
        app.kubernetes.io/component: {{ .component }}
{{- with $own.podLabels }}{{ include "hawser.pairs" (dict "map" . "indent" "        ") }}{{ end }}
    spec:
{{- if not (hasKey $pod "serviceAccountName") }}
      serviceAccountName: {{ $own.serviceAccountName | default ($values.serviceAccount).name | default $hawser.name | quote }}
{{- end }}
{{- if not (hasKey $pod "automountServiceAccountToken") }}
      automountServiceAccountToken: {{ include "hawser.token" . }}
{{- end }}
{{- if not (hasKey $pod "enableServiceLinks") }}
      enableServiceLinks: false
{{- end }}
{{- include "hawser.security.pod" . }}
{{- $hawser.pullSecrets }}
{{- include "hawser.scheduling" . }}
{{- if not (hasKey $pod "terminationGracePeriodSeconds") }}
      terminationGracePeriodSeconds: {{ include "hawser.grace" . }}
{{- end }}
{{- $wait := "" }}
{{- if not (or $bare $values.developer) }}{{ $wait = include "hawser.wait" (dict "top" $top "mounts" (print $mounts (include "hawser.volumes.application" $values)) "resources" $resources) }}{{ end }}
{{- if or $wait $own.initContainers }}
      initContainers:
        {{- $wait }}
{{- with $own.initContainers }}{{ toYaml . | nindent 8 }}{{ end }}
{{- end }}
      containers:
        - name: {{ .full }}
          image: {{ $hawser.image }}
          imagePullPolicy: {{ $hawser.pullPolicy }}
{{- if $values.developer }}
          command: ["sleep", "infinity"]
{{- else if $own.args }}
          args:
{{- toYaml $own.args | nindent 12 }}
{{- else if .args }}
          args:
            {{- .args }}
{{- include "hawser.config.argument" $top }}
{{- end }}
{{- with include "hawser.env" (dict "top" $top "own" $own.env "more" .env) }}
          env:
            {{- . }}
{{- end }}
{{- if or $values.envFrom $own.envFrom }}
          envFrom:
{{- with $values.envFrom }}{{ toYaml . | nindent 12 }}{{ end }}
{{- with $own.envFrom }}{{ toYaml . | nindent 12 }}{{ end }}
{{- end }}
          ports:
            {{- .ports }}
{{- $hawser.containerSecurity }}
{{- with $resources }}
          resources:
{{- toYaml . | nindent 12 }}
{{- end }}
{{- if not $values.developer }}
{{- include "hawser.probes" (dict "own" $own.probes "server" .probes "grpcPort" .port) }}
{{- end }}
{{- if .drains }}
          lifecycle:
            preStop:
              sleep:
                seconds: 5
{{- end }}
          volumeMounts:
            {{- $mounts }}
{{- .mounts }}
{{- include "hawser.volumes.mounts" . }}
{{- .sidecar }}
{{- with $values.sidecar }}{{ toYaml . | nindent 8 }}{{ end }}
{{- with $hawser.global.sidecar }}{{ toYaml . | nindent 8 }}{{ end }}
{{- with (index $hawser.global (.part | default "backend")).sidecar }}{{ toYaml . | nindent 8 }}{{ end }}
{{- with $own.sidecars }}{{ toYaml . | nindent 8 }}{{ end }}
      volumes:
        {{- if not $bare }}{{ include "hawser.config.volumes" . }}{{ include "hawser.secrets.volumes" $top }}{{ end }}
{{- .volumes }}
{{- include "hawser.volumes" . }}
{{- .sidecarVolumes }}
{{- with $pod }}{{ toYaml . | nindent 6 }}{{ end }}
{{- end }}

{{/*
hawser.grace: seconds from a pod's end being asked for to its being forced: the server's own budget for running work, what
it takes the Services to notice before, and a little to stop in.
*/}}
{{- define "hawser.grace" -}}
{{- $own := .own.terminationGracePeriodSeconds -}}
{{- $all := .top.Values.gracePeriod -}}
{{- if not (kindIs "invalid" $own) -}}{{ $own | int64 }}
{{- else if not (kindIs "invalid" $all) -}}{{ $all | int64 }}
{{- else -}}{{ add (.top.Values.drainSeconds | default 30 | int64) 10 }}
{{- end -}}
{{- end }}

{{/*
hawser.token: whether a pod gets a token of the API: only where something in it needs the account's rights. Takes `top`, and `server`
where the pod is one's: what serves calls isn't what a supervisor keeps plugins with.
*/}}
{{- define "hawser.token" -}}
{{- $values := .top.Values -}}
{{- $said := ($values.serviceAccount).automountToken -}}
{{- if kindIs "bool" $said }}{{ $said }}
{{- else if eq .top.hawser.kind "supervisor" }}{{ has .server (list "scheduler" "worker") }}
{{- else if eq .top.hawser.kind "initializer" }}{{ not (empty $values.credentialsSecret) }}
{{- else }}{{ not (empty ($values.rbac).rules) }}
{{- end -}}
{{- end }}
