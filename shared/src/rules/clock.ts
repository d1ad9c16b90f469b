/** What a phone knows about the server's time: its own clock may be ten minutes off and must still make codes that pass (VCH-3). */
export interface ServerClock {
  /** Server time minus phone time, milliseconds. */
  offsetMs: number;
  /** How far that may be wrong: half the round trip of the request it was learned from. */
  errorMs: number;
  /** Phone time of the learning. */
  learnedAtMs: number;
}

/** A reply that took longer teaches nothing that a step of 30 s could use. */
const LONGEST_ROUND_TRIP_MS = 10_000;
/** Quartz of cheap phones drifts by up to 50 millionths; twice that is allowed for. */
const DRIFT = 0.0001;
/** After two weeks the drift could reach a step. */
const KNOWN_FOR_MS = 14 * 86_400_000;

/** Takes the server's time of one reply into account; keeps the better of old and new, and the new one when the phone's clock was set meanwhile. */
export function learnClock(known: ServerClock | null, reply: { sentMs: number; receivedMs: number; serverMs: number }): ServerClock | null {
  const roundTrip = reply.receivedMs - reply.sentMs;
  if (roundTrip < 0 || roundTrip > LONGEST_ROUND_TRIP_MS) return known;
  const learned = { offsetMs: Math.round(reply.serverMs - (reply.sentMs + roundTrip / 2)), errorMs: Math.ceil(roundTrip / 2), learnedAtMs: reply.receivedMs };
  if (known === null) return learned;
  const age = reply.receivedMs - known.learnedAtMs;
  const oldError = known.errorMs + age * DRIFT;
  const moved = age < 0 || Math.abs(learned.offsetMs - known.offsetMs) > learned.errorMs + oldError;
  return moved || learned.errorMs <= oldError ? learned : known;
}

/** Whether the known offset may be trusted at this phone time: learned, not in the phone's future, not older than two weeks. */
export const clockIsKnown = (known: ServerClock | null, phoneMs: number): boolean =>
  known !== null && phoneMs >= known.learnedAtMs && phoneMs - known.learnedAtMs <= KNOWN_FOR_MS;

export const serverTime = (known: ServerClock | null, phoneMs: number): number => phoneMs + (known?.offsetMs ?? 0);
