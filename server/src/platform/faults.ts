export const FAULT_ACTIONS = ['throw', 'exit', 'hang'] as const;
export type FaultAction = (typeof FAULT_ACTIONS)[number];
interface Armed {
  readonly action: FaultAction;
  left: number;
  /** Lets those go that hang here. */
  readonly release: () => void;
  readonly released: Promise<void>;
}
/** What a fault point throws; a 500 to the caller like every unforeseen error. */
export class PlantedFault extends Error {
  override readonly name = 'PlantedFault';
}

const armed = new Map<string, Armed>();
const NOTHING = Promise.resolve();
/** Set while the test ports are open; without them every fault point is one comparison. */
let open = false;

/** Test ports only: `times` 0 disarms the point and lets go whoever hangs there. */
export function armFault(point: string, action: FaultAction, times: number): void {
  open = true;
  armed.get(point)?.release();
  armed.delete(point);
  if (times === 0) return;
  let release = () => {};
  const released = new Promise<void>((r) => {
    release = r;
  });
  armed.set(point, { action, left: times, release, released });
}
/** Disarms every point. */
export function disarmFaults(): void {
  for (const a of armed.values()) a.release();
  armed.clear();
}

/**
 * A named place in a service where a test may make it fail: `throw` (an unforeseen error), `exit` (the process is killed as by -9),
 * `hang` (waits until disarmed). Points are named module.operation.place, e.g. `perks.claim.before_commit`. Without TEST_PORTS it does nothing.
 */
export function faultPoint(point: string): Promise<void> {
  return open && armed.size > 0 ? strike(point) : NOTHING;
}
async function strike(point: string): Promise<void> {
  const a = armed.get(point);
  if (!a || a.left <= 0) return; // a spent one stays, so that whoever hangs there can be let go
  a.left--;
  if (a.action === 'exit') process.kill(process.pid, 'SIGKILL');
  if (a.action === 'hang') return a.released;
  throw new PlantedFault(point);
}
