import { styleText } from 'node:util';
import { streams } from './streams.ts';

/** The styles that the command uses. */
export type Style = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** Text in a style, where the stream is a terminal that wants colours: NO_COLOR and FORCE_COLOR decide first. */
export const paint = (style: Style, text: string, stream: NodeJS.WriteStream = streams.out): string =>
  styleText(style, text, { stream });
