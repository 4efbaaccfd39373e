{{- define "rabbitmq.server" -}}
component: rabbitmq
data: /var/lib/rabbitmq
ports:
  - {name: amqp, port: {{ .Values.network.port }}}
env:
  - {name: RABBITMQ_DEFAULT_USER, value: {{ .Values.endpoints.oslo_messaging.auth.user.username | quote }}}
  - {name: RABBITMQ_DEFAULT_VHOST, value: {{ .Values.endpoints.oslo_messaging.path | trimPrefix "/" | quote }}}
  - name: RABBITMQ_DEFAULT_PASS
    valueFrom: {secretKeyRef: {name: {{ .Values.secrets.oslo_messaging.user }}, key: password}}
{{- end -}}
