/** A file or a symbolic link of a layer. Folders come of themselves. */
export type Entry = FileEntry | LinkEntry;

export interface FileEntry {
  /** Where it lies in the image, without the first slash: `app/services/identity/service.js`. */
  path: string;
  data: Buffer;
  executable: boolean;
}

export interface LinkEntry {
  path: string;
  /** Relative to the link’s folder, or from the root with a first slash. */
  target: string;
}

/** A file of text. */
export const textEntry = (path: string, text: string, executable = false): FileEntry => ({
  path,
  data: Buffer.from(text),
  executable,
});
