{{- define "keystone.etc.mpm_event.conf" -}}
ServerLimit 32
StartServers 1
ThreadsPerChild 25
MinSpareThreads 25
MaxSpareThreads 75
MaxRequestWorkers 800
GracefulShutdownTimeout 20
{{- end -}}
