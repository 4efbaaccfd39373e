import type { Log } from '@hawser/core';

/** The log of an application that a command makes for itself: what goes wrong is the command's own error. */
export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
