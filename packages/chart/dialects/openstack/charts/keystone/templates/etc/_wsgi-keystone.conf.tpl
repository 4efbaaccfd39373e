{{/* Two listeners, each with its own daemon process. */}}
{{- define "keystone.etc.wsgi-keystone.conf" -}}
ServerName keystone
Listen 0.0.0.0:{{ include "hawser-openstack.listen" (list . "api" "identity" "api") }}
Listen 0.0.0.0:{{ include "hawser-openstack.listen" (list . "admin" "identity" "admin") }}
ErrorLog /dev/stderr
LogFormat "%h %t \"%r\" %>s %b %D" short
{{- range $name, $port := dict "public" (include "hawser-openstack.listen" (list . "api" "identity" "api")) "admin" (include "hawser-openstack.listen" (list . "admin" "identity" "admin")) }}

<VirtualHost *:{{ $port }}>
  WSGIDaemonProcess keystone-{{ $name }} processes=1 threads=4 user=keystone group=keystone display-name=%{GROUP}
  WSGIProcessGroup keystone-{{ $name }}
  WSGIScriptAlias / /var/www/cgi-bin/keystone/keystone-wsgi-{{ $name }}
  WSGIApplicationGroup %{GLOBAL}
  WSGIPassAuthorization On
  ErrorLogFormat "%M"
  CustomLog /dev/stdout short
  <Directory /var/www/cgi-bin/keystone>
    Require all granted
  </Directory>
</VirtualHost>
Alias /identity{{ if eq $name "admin" }}_admin{{ end }} /var/www/cgi-bin/keystone/keystone-wsgi-{{ $name }}
<Location /identity{{ if eq $name "admin" }}_admin{{ end }}>
  SetHandler wsgi-script
  Options +ExecCGI
  WSGIProcessGroup keystone-{{ $name }}
  WSGIApplicationGroup %{GLOBAL}
  WSGIPassAuthorization On
</Location>
{{- end }}
{{- end -}}
