/** Ends the process with one line that names the cause and the way out. */
export function fail(line) {
  console.error(line);
  process.exit(1);
}
