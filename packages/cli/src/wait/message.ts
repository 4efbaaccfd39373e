import { accessSync, constants, writeFileSync } from 'node:fs';

/** Where the kubelet looks for a pod's message: `kubectl describe pod` shows it. */
const terminationLog = '/dev/termination-log';
/** What it takes of it, in bytes. */
const maxBytes = 4_096;

/** Keeps a pod's message current. Outside of a pod, where there is no such file, it does nothing. */
export function podMessage(file: string = terminationLog): (text: string) => void {
  try {
    accessSync(file, constants.W_OK);
  } catch {
    return () => {};
  }
  return text => {
    try {
      writeFileSync(file, Buffer.from(text).subarray(0, maxBytes));
    } catch {
      // The message is a help for whoever looks; the log has it all.
    }
  };
}
