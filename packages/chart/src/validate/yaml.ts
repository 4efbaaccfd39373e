import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions } from 'yaml';

const number = (text: string): number => Number(text.replaceAll('_', ''));

/** Tags of YAML 1.1 that the reader of Helm and kubectl doesn't have, or has otherwise (exponents). */
const UNREAD = /timestamp|binary|omap|pairs|set$/;
const UNREAD_FORMATS: unknown[] = ['TIME', 'EXP'];

/** Numbers as that reader has them where they differ: `e12` is text, what is beyond a double's range too; `0o644` is octal; a dot alone is text. */
const NUMBERS: ScalarTag[] = [
  {
    tag: 'tag:yaml.org,2002:float',
    default: true,
    test: /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)[eE][-+]?[0-9]+$/,
    resolve: text => (Number.isFinite(number(text)) ? number(text) : text),
  },
  { tag: 'tag:yaml.org,2002:int', default: true, test: /^0o[0-7]+$/, resolve: number },
  { tag: 'tag:yaml.org,2002:float', default: true, test: /^[-+]?\._*$/, resolve: text => text },
];

/** How `yaml` reads a manifest the way that Helm, kubectl and the API server do. */
export const yamlOptions: ParseOptions & DocumentOptions & SchemaOptions = {
  // YAML 1.1 is what Kubernetes reads: `on` is a boolean there, so a template that forgets quotes is found out.
  version: '1.1',
  uniqueKeys: true,
  prettyErrors: false,
  customTags: tags => [
    ...NUMBERS,
    ...tags.filter(tag => {
      if (typeof tag === 'string') return !UNREAD.test(tag);
      return !UNREAD.test(tag.tag) && !UNREAD_FORMATS.includes((tag as ScalarTag).format);
    }),
  ],
};
