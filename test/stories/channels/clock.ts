// One clock for a whole story over a real channel: real time, moved on by what the story lets pass.
const real = Date.now.bind(Date);

export type Clock = { now(): number; forward(ms: number): void; restore(): void };

/** Sets the process's clock, which platform, channel and app all read: on a real platform they share one, too. */
export function setClock(start: number): Clock {
  let offset = start - real();
  Date.now = () => real() + offset;
  return {
    now: () => Date.now(),
    forward: (ms) => void (offset += ms),
    restore: () => void (Date.now = real),
  };
}
