import { kubectl } from './kubectl.ts';
import { inPod } from './openstack.ts';

/** A pod that asks Keystone again and again until it is told to stop, and counts; two minutes at most. */
export const askingPod = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'asking', namespace },
  spec: {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'asking',
        image: 'kolla/ubuntu-source-keystone:3.0.3',
        imagePullPolicy: 'IfNotPresent',
        command: ['python3', '-c', asking],
      },
    ],
  },
});

const asking = `
import json, os, time, urllib.request
end, good, bad = time.time() + 120, 0, []
while time.time() < end and not os.path.exists("/tmp/stop"):
    try:
        with urllib.request.urlopen("http://keystone-api/v3", timeout=10) as answer:
            answer.read()
            good += 1
    except Exception as error:
        bad.append(f"{time.strftime('%H:%M:%S')} {error!r}")
    time.sleep(0.1)
print(json.dumps({"good": good, "bad": bad}))
`;

/** Ends the pod's asking. @returns how many answers it got, and what failed */
export async function stopAsking(namespace: string): Promise<{ good: number; bad: string[] }> {
  await inPod(namespace, 'asking', 'asking', 'touch', '/tmp/stop');
  await kubectl([
    'wait',
    'pod/asking',
    '-n',
    namespace,
    '--for=jsonpath={.status.phase}=Succeeded',
    '--timeout=60s',
  ]);
  return JSON.parse(await kubectl(['logs', 'asking', '--namespace', namespace]));
}
