/** The queue of collecting, as SpaceONE calls it. */
export const collectQueue = 'collector_q';
