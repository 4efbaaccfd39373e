import { fileURLToPath } from 'node:url';

/** The folder of the Hawser that runs: the framework, its contracts and the generator are in it. */
export const checkout: string = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/[/\\]$/, '');
