{{/*
A pod of a component, from a description that a chart writes:

  root, component   which; `name` is that of its container, the chart's and the component's by default
  image             key of `images`; the component by default
  command           of the container
  env               list of variables
  files             what it reads: maps of `path`, `key` and `from`, which is `etc` (settings) or `bin` (programs)
  folders           paths that are empty folders
  ports             maps of `name` and `port`; the first one is asked for readiness
  provides          the endpoint that answers there, so that nothing that it waits for waits for it
  stop              command before the end
  volumes, mounts   further ones, as Kubernetes has them
  resources         path below `resources`; the component by default
  kind              of what `labels` names where pods go: job, test or server; server by default
  job               false for what has no ports and isn't a Job either
  restart           restartPolicy; Always by default
  account           service account; the one that may wait by default
  user              number of the user that it runs as, and of the group of its volumes; the image's by default
  probe             what readiness asks, as Kubernetes has it; a connection to the first port by default
*/}}
{{- define "hawser-openstack.podspec" -}}
{{- $root := .root -}}
{{- $component := .component -}}
{{- $at := list $root $component -}}
{{- $underscored := replace "-" "_" $component -}}
{{- $mounts := include "hawser-openstack.mounts" $at | fromJson -}}
serviceAccountName: {{ .account | default (printf "%s-wait" $root.Chart.Name) }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .user }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  fsGroup: {{ . }}
  seccompProfile:
    type: RuntimeDefault
{{- end }}
{{- with .restart }}
restartPolicy: {{ . }}
{{- end }}
{{- if not .anywhere }}
{{- include "hawser-openstack.nodeselector" (append $at (.kind | default "server")) }}
{{- end }}
{{- if .ports }}
terminationGracePeriodSeconds: {{ include "hawser-openstack.grace" $at }}
{{ include "hawser-openstack.antiaffinity" $at }}
{{- end }}
{{- with include "hawser-openstack.wait" $at }}
{{ . }}
{{- end }}
containers:
  - name: {{ .name | default (include "hawser-openstack.name" $at) }}
    image: {{ include "hawser-openstack.image" (list $root (.image | default $underscored)) | trim | quote }}
    imagePullPolicy: {{ $root.Values.images.pull_policy | default "IfNotPresent" }}
    {{- with .command }}
    command:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    terminationMessagePolicy: FallbackToLogsOnError
    {{- if .user }}
    securityContext:
      allowPrivilegeEscalation: false
      capabilities:
        drop: [ALL]
    {{- end }}
    {{- with .env }}
    env:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .ports }}
    ports:
      {{- range . }}
      - name: {{ .name }}
        containerPort: {{ .port }}
      {{- end }}
    readinessProbe:
      {{- if $.probe }}
      {{- toYaml $.probe | nindent 6 }}
      {{- else }}
      tcpSocket:
        port: {{ (first .).port }}
      {{- end }}
      periodSeconds: 3
    startupProbe:
      tcpSocket:
        port: {{ (first .).port }}
      periodSeconds: 2
      failureThreshold: 150
    livenessProbe:
      tcpSocket:
        port: {{ (first .).port }}
      periodSeconds: 10
    {{- end }}
    {{- with .stop }}
    lifecycle:
      preStop:
        exec:
          command:
            {{- toYaml . | nindent 12 }}
    {{- end }}
    {{- with include "hawser-openstack.resources" (prepend (.resources | default (list $underscored)) $root) }}
    {{- nindent 4 (trim .) }}
    {{- end }}
    volumeMounts:
      {{- range .folders }}
      - name: folder-{{ . | trimPrefix "/" | replace "/" "-" | replace "_" "-" }}
        mountPath: {{ . }}
      {{- end }}
      {{- range .files }}
      - name: {{ $root.Chart.Name }}-{{ .from }}
        mountPath: {{ .path }}
        subPath: {{ .key }}
        readOnly: true
      {{- end }}
      {{- with .mounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
      {{- with $mounts.volumeMounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
volumes:
  {{- include "hawser-openstack.waitvolume" $root | nindent 2 }}
  {{- $froms := dict }}
  {{- range .files }}{{ $_ := set $froms .from true }}{{ end }}
  {{- if $froms.bin }}
  - name: {{ $root.Chart.Name }}-bin
    configMap:
      name: {{ $root.Chart.Name }}-bin
      defaultMode: 0555
  {{- end }}
  {{- if $froms.etc }}
  - name: {{ $root.Chart.Name }}-etc
    secret:
      secretName: {{ $root.Chart.Name }}-etc
      defaultMode: 0444
  {{- end }}
  {{- range .folders }}
  - name: folder-{{ . | trimPrefix "/" | replace "/" "-" | replace "_" "-" }}
    emptyDir: {}
  {{- end }}
  {{- with .volumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- with $mounts.volumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/* (list root key): an image of `images`, or of `images.tags` as later values have it, by the component's name or the chart's and the component's. */}}
{{- define "hawser-openstack.image" -}}
{{- $images := (index . 0).Values.images -}}
{{- $tags := $images.tags | default dict -}}
{{- $image := get $tags (printf "%s_%s" (index . 0).Chart.Name (index . 1)) | default (get $tags (index . 1)) | default (get $images (index . 1)) -}}
{{- if not $image }}{{ fail (printf "images.%s: expected an image, it is missing" (index . 1)) }}{{ end -}}
{{ $image }}
{{- end -}}

{{/* (list root component): the `mounts` of a pod, from either place. */}}
{{- define "hawser-openstack.mounts" -}}
{{- $root := index . 0 -}}
{{- $key := printf "%s_%s" $root.Chart.Name (index . 1 | replace "-" "_") -}}
{{- $own := get (($root.Values.pod).mounts | default dict) $key | default (get ($root.Values.mounts | default dict) $key) | default dict -}}
{{- $init := $own.init_container | default list -}}
{{- if kindIs "map" $init }}{{ $init = $init.volumeMounts | default list }}{{ end -}}
{{- $main := get $own $key | default dict -}}
{{ dict "init" $init "volumes" ($main.volumes | default list) "volumeMounts" ($main.volumeMounts | default list) | toRawJson }}
{{- end -}}
