/** A reporter that fails the run when no test ran: the runner itself takes a file without tests for a passed test. */
export default async function* reportNoTest(events) {
  let ran = 0;
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isFile = data.nesting === 0 && data.file !== undefined && data.file.endsWith(data.name);
    if (!isFile) ran++;
  }
  if (ran > 0) return;
  process.exitCode = 1;
  yield 'No test ran: check the names and patterns that were given.\n';
}
