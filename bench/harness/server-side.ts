/** What a benched server process says and answers over its IPC channel. */
export function serve(port: number): void {
  process.on('message', message => {
    if (message === 'cpu') process.send!({ cpu: process.cpuUsage(), memory: process.memoryUsage().rss });
    if (message === 'stop') process.exit(0);
  });
  process.send!({ port });
}
