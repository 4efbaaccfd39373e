import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { delimiter } from 'node:path';
import { parse } from 'yaml';
import { fail } from './fail.mjs';

/** Ends the process unless the test cluster is named by the environment and answers. */
export async function requireCluster() {
  const { KUBECONFIG, CLUSTER_REGISTRY } = process.env;
  if (!KUBECONFIG) fail("KUBECONFIG isn't set: set it to the kubeconfig of a test cluster");
  if (!CLUSTER_REGISTRY)
    fail("CLUSTER_REGISTRY isn't set: set it to host:port of a registry that the test cluster pulls from");
  const file = KUBECONFIG.split(delimiter).find(existsSync);
  if (!file)
    fail(`KUBECONFIG names no file that exists (${KUBECONFIG}): set it to the kubeconfig of a test cluster`);
  const server = currentServer(parse(readFileSync(file, 'utf8')));
  if (!server)
    fail(`${file} has no current context with a server: choose one with kubectl config use-context`);
  const failure = await probe(server);
  if (failure)
    fail(`The cluster at ${server} doesn't answer (${failure}): start it, or set KUBECONFIG to another one`);
}

function currentServer(config) {
  const context = config?.contexts?.find(entry => entry.name === config['current-context']);
  return config?.clusters?.find(entry => entry.name === context?.context?.cluster)?.cluster?.server;
}

/** Any answer will do, also one that asks for credentials; the tests check certificates by themselves. */
function probe(server) {
  return new Promise(resolve => {
    const call = request(
      new URL('/livez', server),
      { rejectUnauthorized: false, timeout: 5000 },
      response => {
        response.resume();
        resolve(undefined);
      },
    );
    call.on('timeout', () => call.destroy(new Error('no answer in 5 s')));
    call.on('error', error => resolve(error.message));
    call.end();
  });
}
