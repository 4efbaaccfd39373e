/** The words of a command line, as a shell splits it: quotes of both kinds, no expansion. */
export function splitWords(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
}

/**
 * Does what `curl` would, for the options that the pages use: a machine that runs the tests needn't have it.
 *
 * @throws Error for any other option
 */
export async function fetchAsCurl([, ...words]: readonly string[]): Promise<string> {
  const headers = new Headers();
  let method: string | undefined;
  let body: string | undefined;
  let url: string | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '-X') method = words[++i];
    else if (word === '--json') {
      body = words[++i];
      headers.set('content-type', 'application/json');
    } else if (word === '-H') {
      const [name, value] = words[++i]!.split(/: ?(.*)/s);
      headers.set(name!, value!);
    } else if (word.startsWith('-')) throw new Error(`curl's option ${word} isn't known here`);
    else url = word;
  }
  const response = await fetch(url!, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    body,
  });
  return response.text();
}
