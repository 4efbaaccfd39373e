{{/* platform.initializer: whether the Job that sets the platform up is made. */}}
{{- define "platform.initializer" -}}
{{- if (.Values.initializer).enabled }}true{{ end -}}
{{- end }}

{{/* platform.collects: whether it has this cluster collected, for which it needs an account's token. */}}
{{- define "platform.collects" -}}
{{- if and (include "platform.initializer" .) ((.Values.initializer).clusterAccess).enabled }}true{{ end -}}
{{- end }}

{{- define "platform.collector" -}}
{{ .Chart.Name }}-collector
{{- end }}

{{/* platform.initializer.spec: of the Job; its name has the hash of it, since a Job can't be changed. */}}
{{- define "platform.initializer.spec" }}
{{- $own := .Values.initializer }}
{{- $global := .Values.global | default dict }}
{{- $system := $global.systemSecret | default dict }}
  backoffLimit: 6
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {{ .Chart.Name }}
        app.kubernetes.io/instance: {{ .Release.Name }}
        app.kubernetes.io/component: initializer
    spec:
      restartPolicy: OnFailure
      serviceAccountName: {{ .Chart.Name }}-initializer
      automountServiceAccountToken: true
      enableServiceLinks: false
      {{- include "hawser.pullSecrets" (dict "Values" .Values "hawser" (dict "global" $global "pod" dict)) }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        fsGroup: 1000
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: initialize
          image: {{ include "hawser.image" (dict "image" $own.image "version" .Chart.AppVersion "name" "" "global" $global) }}
          imagePullPolicy: {{ .Values.imagePullPolicy | default "IfNotPresent" }}
          args:
            - initialize
            {{- range $name, $paths := .Values.initializer.services }}
            {{- $values := index $.Values $name | default dict }}
            {{- if ne (toString $values.enabled) "false" }}
            - --service
            - {{ printf "%s=grpc://%s:50051" $name ($values.name | default $name) }}
            {{- end }}
            {{- end }}
            {{- range $name, $paths := .Values.initializer.plugins }}
            {{- $values := index $.Values $name | default dict }}
            {{- if ne (toString $values.enabled) "false" }}
            - --plugin
            - {{ printf "%s=grpc://%s:50051" $name ($values.name | default $name) }}
            {{- end }}
            {{- end }}
            - --credentials-secret
            - {{ $own.credentialsSecret }}
            - --mode
            - {{ $own.mode }}
            - --wait
            - {{ $own.timeoutSeconds | toString | quote }}
            {{- with $own.url | default (ternary (printf "https://%s" ((.Values.ingress).host)) "" (default false (.Values.ingress).enabled)) }}
            - --url
            - {{ . | quote }}
            {{- end }}
            {{- if include "platform.collects" . }}
            - --cluster-access
            - /run/secrets/hawser/cluster
            {{- if $own.clusterAccess.collect }}
            - --collect
            {{- end }}
            {{- end }}
          env:
            - name: HAWSER_TOKEN_INFO__PROTOCOL
              value: file
            - name: HAWSER_TOKEN_INFO__URI
              value: /run/secrets/hawser/system/token
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: system-secret
              mountPath: /run/secrets/hawser/system
              readOnly: true
            {{- if include "platform.collects" . }}
            - name: cluster-secret
              mountPath: /run/secrets/hawser/cluster
              readOnly: true
            {{- end }}
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: system-secret
          secret:
            secretName: {{ required "global.systemSecret.existingSecret: it is missing, and the initializer needs the platform's token" $system.existingSecret }}
            defaultMode: 0440
            items:
              - key: {{ $system.tokenKey | default "token" }}
                path: token
        {{- if include "platform.collects" . }}
        - name: cluster-secret
          secret:
            secretName: {{ include "platform.collector" . }}
            # Kubernetes fills it in a moment after it was made; the initializer waits for that.
            defaultMode: 0440
        {{- end }}
        - name: tmp
          emptyDir: {}
{{- end }}
