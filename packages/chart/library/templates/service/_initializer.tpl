{{/*
The initializer: a Job that brings a platform up once its servers answer, and finds everything there when it runs again. It may make
one Secret, `credentialsSecret`, and nothing else. Like a migration it runs with all else of the release and has the hash of its spec
in its name: an upgrade that changes nothing of it leaves it as it ended.
*/}}
{{- define "hawser.initializer.job" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.on -}}
{{- $spec := include "hawser.initializer.spec" . -}}
apiVersion: batch/v1
kind: Job
{{- include "hawser.metadata" (dict "top" . "name" (printf "%s-%s" .hawser.name (sha256sum $spec | trunc 8)) "component" "initialize" "annotations" .Values.annotations) }}
spec:
{{- $spec }}
{{- end -}}
{{- end }}

{{- define "hawser.initializer.spec" }}
{{- $hawser := .hawser }}
{{- $values := .Values }}
{{- /* A token that is written in the configuration doesn't count here: this pod has no configuration. */}}
{{- $system := $values.systemSecret | default dict }}
{{- if not $system.existingSecret }}{{ $system = $hawser.global.systemSecret | default dict }}{{ end }}
{{- $_ := set $hawser "system" $system }}
{{- $_ := set $hawser "envOfChart" (include "hawser.env.common" .) }}
  backoffLimit: 6
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {{ $hawser.name }}
        app.kubernetes.io/instance: {{ .Release.Name | quote }}
        app.kubernetes.io/component: initialize
    spec:
{{- if not (hasKey $hawser.pod "serviceAccountName") }}
      serviceAccountName: {{ ($values.serviceAccount).name | default $hawser.name | quote }}
{{- end }}
{{- if not (hasKey $hawser.pod "automountServiceAccountToken") }}
      automountServiceAccountToken: {{ include "hawser.token" (dict "top" .) }}
{{- end }}
{{- if not (hasKey $hawser.pod "enableServiceLinks") }}
      enableServiceLinks: false
{{- end }}
{{- if not (hasKey $hawser.pod "restartPolicy") }}
      restartPolicy: OnFailure
{{- end }}
{{- include "hawser.security.pod" (dict "top" .) }}
{{- $hawser.pullSecrets }}
      containers:
        - name: initialize
          image: {{ $hawser.image }}
          imagePullPolicy: {{ $hawser.pullPolicy }}
          args:
            - initialize
{{- range $option := list "service" "plugin" }}
{{- range $name, $endpoint := index $values (print $option "s") }}
{{- if $endpoint }}
            - --{{ $option }}
            - {{ printf "%s=%s" $name $endpoint | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- with $values.credentialsSecret }}
            - --credentials-secret
            - {{ . | quote }}
{{- end }}
            - --mode
            - {{ $values.mode | default "DEFAULT" }}
            - --wait
            - {{ $values.timeoutSeconds | default 600 | toString | quote }}
{{- with $values.url }}
            - --url
            - {{ . | quote }}
{{- end }}
          env:
            {{- include "hawser.env" (dict "top" . "more" "") }}
{{- with $values.envFrom }}
          envFrom:
{{- toYaml . | nindent 12 }}
{{- end }}
{{- $hawser.containerSecurity }}
{{- with $values.resources }}
          resources:
{{- toYaml . | nindent 12 }}
{{- end }}
          volumeMounts:
            {{- include "hawser.secrets.mounts" . }}
            - name: tmp
              mountPath: /tmp
      volumes:
        {{- include "hawser.secrets.volumes" . }}
        - name: tmp
          emptyDir: {}
{{- with $hawser.pod }}{{ toYaml . | nindent 6 }}{{ end }}
{{- end }}

{{/* hawser.initializer.role and .rolebinding: what it needs to keep the login in a Secret. */}}
{{- define "hawser.initializer.role" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if and .hawser.on .Values.credentialsSecret -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name) }}
rules:
  # Kubernetes can't limit what is created by its name.
  - apiGroups:
      - ""
    resources:
      - secrets
    verbs:
      - create
  - apiGroups:
      - ""
    resources:
      - secrets
    resourceNames:
      - {{ .Values.credentialsSecret | quote }}
    verbs:
      - get
      - patch
{{- end -}}
{{- end }}

{{- define "hawser.initializer.rolebinding" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if and .hawser.on .Values.credentialsSecret }}{{ include "hawser.rolebinding.of" (dict "top" .) }}{{ end -}}
{{- end }}
