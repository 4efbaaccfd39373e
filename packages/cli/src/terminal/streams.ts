/** Where the command writes: what was asked for to `out`, all else to `err`. Tests put streams of their own in place. */
export const streams: { out: NodeJS.WriteStream; err: NodeJS.WriteStream } = {
  out: process.stdout,
  err: process.stderr,
};
