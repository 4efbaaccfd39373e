{{/* What a browser gets after a federated login: it hands the token on to the dashboard. */}}
{{- define "keystone.etc.sso_callback_template.html" -}}
<!doctype html>
<html lang="en">
  <title>Logging in</title>
  <body onload="document.forms[0].submit()">
    <form method="post" action="$host">
      <input type="hidden" name="token" value="$token">
      <noscript><input type="submit" value="Go on"></noscript>
    </form>
  </body>
</html>
{{- end -}}
