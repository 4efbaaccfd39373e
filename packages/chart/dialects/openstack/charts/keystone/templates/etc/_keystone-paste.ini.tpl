{{/* Keystone's pipeline is in its code now. */}}
{{- define "keystone.etc.keystone-paste.ini" -}}
# Not read: the pipeline is part of Keystone.
{{- end -}}
