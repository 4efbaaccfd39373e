/** Runs the queue's suite alone: its figures as JSON to standard output, the notes to standard error. */
import { queue } from './suite.ts';

const { figures, notes } = await queue();
for (const note of notes) console.error(note);
console.log(JSON.stringify(figures, null, 2));
