// The log: fixed event names with ids, as JSON lines on stderr; never what a person wrote, never a name or a phone.
import { pino, type Logger } from "pino";

export type { Logger };

export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
