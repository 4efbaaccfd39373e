// The entry of the root package's npm scripts: installs what is missing, finds a Node.js that runs the sources, and
// runs the job with it. Needs nothing installed, and parses in any Node.js with modules, so that an old one gets the
// line below and no syntax error.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    `Hawser needs Node.js 20 or later, this is ${process.versions.node}: install one from https://nodejs.org`,
  );
  process.exit(1);
}
const [job, ...args] = process.argv.slice(2);
const { runJob } = await import('./bootstrap/jobs.mjs');
await runJob(job, args);
