// What went wrong, in the few words that a log and an alarm have room for.
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 200);
