#!/usr/bin/env node
// The hawser command in a checkout: runs packages/cli's sources with a Node.js that can.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    `Hawser needs Node.js 20 or later, this is ${process.versions.node}: install one from https://nodejs.org`,
  );
  process.exit(1);
}
const { runCommand } = await import('./bootstrap/command.mjs');
await runCommand();
