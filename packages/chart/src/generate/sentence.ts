/** One line for people as a sentence. */
export const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
