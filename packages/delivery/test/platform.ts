import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** An empty folder for a test. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'hawser-delivery-'));

/** A chart of a service whose one template comes from the library. */
const service = (name: string, version: string, up: string): Record<string, string> => ({
  [`services/${name}/deploy/helm/Chart.yaml`]: `# The chart of ${name}.
apiVersion: v2
name: ${name}
description: The ${name} service
type: application
version: ${version}
appVersion: "${version}"
dependencies:
  # All templates.
  - name: ship-library
    version: ^1.0.0-0
    repository: file://${up}library
`,
  [`services/${name}/deploy/helm/values.yaml`]: `greeting: hello from ${name}\nimage:\n    # Its version.\n    version: ${version} # the chart’s\n`,
  [`services/${name}/deploy/helm/templates/config-map.yaml`]: `{{ include "ship.greeting" . }}\n`,
  [`services/${name}/deploy/helm/config/config.yaml`]: 'LOG: {}\n',
  [`services/${name}/deploy/helm/.helmignore`]: '.helmignore\n*.bak\n/README.md\n',
  [`services/${name}/deploy/helm/README.md`]: 'Left out.\n',
  [`services/${name}/deploy/helm/old.bak`]: 'Left out.\n',
});

/** A platform of two services, their library and the umbrella `ship`, in a folder. */
export function writePlatform(folder: string, version = '1.4.2'): void {
  writeFiles(folder, {
    'library/Chart.yaml': `apiVersion: v2\nname: ship-library\ntype: library\nversion: ${version}\n`,
    'library/templates/_greeting.tpl': `{{- define "ship.greeting" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
data:
  greeting: {{ .Values.greeting | quote }}
{{- end -}}
`,
    ...service('bridge', version, '../../../../'),
    ...service('engine', version, '../../../../'),
    'deploy/helm/ship/Chart.yaml': `apiVersion: v2
name: ship
description: The ship
version: ${version}
appVersion: "${version}"
dependencies:
  - name: bridge
    version: ${version}
    repository: file://../../../services/bridge/deploy/helm
    condition: bridge.enabled
  - name: engine
    version: ${version}
    repository: file://../../../services/engine/deploy/helm
    condition: engine.enabled
  - name: ballast
    version: ${version}
    repository: file://../ballast
`,
    'deploy/helm/ballast/Chart.yaml': `apiVersion: v2\nname: ballast\nversion: ${version}\nappVersion: "7"\n`,
    'deploy/helm/ballast/values.yaml': 'tons: 40\n',
    'deploy/helm/ballast/templates/NOTES.txt': '{{ .Values.tons }}\n',
    'deploy/helm/ship/templates/NOTES.txt': 'Aye.\n',
    'deploy/helm/ship/values.yaml':
      'bridge: {enabled: true}\nengine: {enabled: true, greeting: full speed}\n',
  });
}
