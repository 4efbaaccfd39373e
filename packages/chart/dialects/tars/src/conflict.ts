/** What can't be right together, at the path of the later of the two. */
export interface Conflict {
  path: PropertyKey[];
  message: string;
}
