// Draws what a terminal showed as an SVG, from a recording of it:
//
//   script -qc 'npm start' start.log          (util-linux; Ctrl-C ends it)
//   node scripts/docs/terminal-svg.mjs start.log 'npm start' > docs/images/start.svg
//
// Generated passwords are covered. Nothing after the first Ctrl-C is drawn.
import { readFileSync } from 'node:fs';

const [file, command] = process.argv.slice(2);
if (file === undefined || command === undefined) {
  console.error('usage: node scripts/docs/terminal-svg.mjs RECORDING COMMAND');
  process.exit(2);
}

/** Pixels. */
const cell = { width: 8.4, height: 19 };
const margin = 18;
const titleBar = 30;
/** The styles that the command line uses, by their SGR number. */
const styles = {
  1: 'bold',
  2: 'dim',
  31: 'red',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
};

const control = String.fromCharCode(27);
/** A control sequence, the end of a line, or text. */
const tokenForm = new RegExp(`${control}\\[([0-9;?]*)([A-Za-z])|\n|[^${control}\n]+`, 'g');

/** The lines of the screen, each a list of `{text, style}`, after everything of the recording has happened. */
function screenOf(recording) {
  const lines = [[]];
  let style = '';
  const tokens = recording.matchAll(tokenForm);
  for (const [token, parameters, action] of tokens) {
    if (token === '\n') lines.push([]);
    else if (action === undefined) lines.at(-1).push({ text: token, style });
    else if (action === 'm') {
      const code = Number(parameters);
      style = [0, 22, 39].includes(code) ? '' : (styles[code] ?? style);
    } else if (action === 'F') {
      lines.length -= Number(parameters);
      lines[lines.length - 1] = [];
    }
  }
  return lines;
}

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function draw(lines) {
  const columns = Math.max(80, ...lines.map(line => line.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = titleBar + lines.length * cell.height + 2 * margin;
  const rows = lines.map((line, i) => {
    const spans = line.map(({ text, style }) =>
      style ? `<tspan class="${style}">${escaped(text)}</tspan>` : escaped(text),
    );
    const y = titleBar + margin + (i + 0.75) * cell.height;
    return spans.length > 0 ? `<text x="${margin}" y="${y}">${spans.join('')}</text>` : '';
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>npm start, in a terminal</title>
<style>
text { font: 14px ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d8dee9; white-space: pre; }
.bold { font-weight: 700; fill: #eceff4; } .dim { fill: #8a94a6; } .green { fill: #a3be8c; } .red { fill: #e06c75; }
.yellow { fill: #ebcb8b; } .cyan { fill: #88c0d0; }
</style>
<rect width="100%" height="100%" rx="8" fill="#20242c"/>
<circle cx="20" cy="18" r="6" fill="#e06c75"/><circle cx="40" cy="18" r="6" fill="#ebcb8b"/><circle cx="60" cy="18" r="6" fill="#a3be8c"/>
${rows.filter(Boolean).join('\n')}
</svg>
`;
}

const recording = readFileSync(file, 'utf8')
  .replaceAll('\r', '')
  .replace(/^Script started.*\n/, '')
  .replace(/\^C[\s\S]*$/, '')
  .replace(/(password )\S+( \(shown)/, '$1••••••••••••$2');
const plain = line => line.map(({ text }) => text).join('');
// npm's own lines come before the program's.
const lines = screenOf(recording).filter(line => !/^(> |npm )/.test(plain(line)));
while (plain(lines[0]).trim() === '') lines.shift();
while (plain(lines.at(-1)).trim() === '') lines.pop();
process.stdout.write(
  draw([
    [
      { text: '$ ', style: 'green' },
      { text: command, style: 'bold' },
    ],
    ...lines,
  ]),
);
