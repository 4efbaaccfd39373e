import type { StepEvent } from '@hawser/local';
import { paint } from './paint.ts';
import { streams } from './streams.ts';

/** Shows steps while they happen. */
export interface StepView {
  report(event: StepEvent): void;
  /** Lines that come between the steps. */
  note(line: string): void;
  /** Ends the display; nothing moves after it. */
  close(): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 80;

/** The display for a stream: lines that move on a terminal, else one line for each end of a step. */
export function stepView(stream: NodeJS.WriteStream = streams.err): StepView {
  return stream.isTTY ? movingView(stream) : plainView(stream);
}

/** JSON, an object a line: `{event: "step", step, state, detail}` and `{event: "note", text}`. */
export function jsonStepView(write: (event: object) => void): StepView {
  return {
    report: event => write({ event: 'step', ...event }),
    note: text => write({ event: 'note', text }),
    close: () => {},
  };
}

function plainView(stream: NodeJS.WriteStream): StepView {
  const line = ({ step, state, detail }: StepEvent) => {
    if (state === 'running') return;
    const mark = state === 'done' ? '✓' : '✗';
    stream.write(`${mark} ${step}${detail ? `: ${detail}` : ''}\n`);
  };
  return { report: line, note: text => stream.write(`${text}\n`), close: () => {} };
}

function movingView(stream: NodeJS.WriteStream): StepView {
  const running = new Map<string, StepEvent>();
  let drawn = 0;
  let frame = 0;
  const erase = () => {
    if (drawn > 0) stream.write(`\x1b[${drawn}F\x1b[0J`);
    drawn = 0;
  };
  const draw = () => {
    const sign = paint('cyan', frames[frame++ % frames.length]!, stream);
    for (const { step, detail } of running.values()) {
      const room = (stream.columns ?? 80) - step.length - 5;
      stream.write(`${sign} ${step}${detail ? `  ${paint('dim', detail.slice(0, room), stream)}` : ''}\n`);
      drawn++;
    }
  };
  const timer = setInterval(() => {
    erase();
    draw();
  }, frameMs);
  timer.unref();
  const between = (line: string) => {
    erase();
    stream.write(`${line}\n`);
    draw();
  };
  return {
    report: event => {
      const { step, state, detail } = event;
      if (state === 'running') {
        running.set(step, { ...running.get(step), ...event });
        erase();
        draw();
        return;
      }
      running.delete(step);
      const sign = state === 'done' ? paint('green', '✓', stream) : paint('red', '✗', stream);
      between(`${sign} ${step}${detail ? `  ${paint('dim', detail, stream)}` : ''}`);
    },
    note: between,
    close: () => {
      clearInterval(timer);
      erase();
      running.clear();
    },
  };
}
