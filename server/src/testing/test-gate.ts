import type { ReplyOf } from '@binhai/shared/contract/http';
import type { gateExit } from '@binhai/shared/contract/parking-gate';
import { plateToken } from '../mobility/parking/gate-keys.js';
import { newId } from '../platform/id.js';
import type { TestApp } from './test-app.js';
import { testOperator } from './test-parking.js';
import { type TestPartner, testPartner } from './test-partner.js';

type Exit = ReplyOf<typeof gateExit>;
export interface Seen {
  readonly eventId?: string;
  readonly lotId?: string;
  readonly orderId?: string;
  readonly feeFen?: number;
  readonly kid?: string;
  readonly token?: string;
}
export interface Sent<R> {
  readonly status: number;
  readonly body: R & { code?: string; detail?: Record<string, string> };
}
/** An operator whose gates do what docs/partner-api.md says: match in their own lane, report matches alone. */
export async function testGate(t: TestApp, over: Parameters<typeof testOperator>[1] = {}) {
  const { id, lot } = await testOperator(t, over);
  const purposes = [{ purpose: 'perk_parking', statement: '离场时判断能否享受停车优惠', minGrade: over.rule?.minGrade ?? null }] as const;
  const partner: TestPartner = await testPartner(t, { id, kind: 'parking', purposes });
  const set = async () => {
    const r = await partner.send('GET', '/api/partner/v1/parking/plates');
    if (r.status !== 200) throw new Error(`no set: ${JSON.stringify(r.body)}`);
    return r.body as { kid: string; key: string; until: string; tokens: string[] };
  };
  /** Null: the gate knows this car as anybody's, and sends nothing. */
  const match = async (plate: string) => {
    const { kid, key, tokens } = await set();
    const token = plateToken(key, plate);
    return tokens.includes(token) ? { kid, token } : null;
  };
  /** As if it matched, whether or not it does: for showing that nothing comes of it. */
  const forced = async (plate: string) => {
    const { kid, key } = await set();
    return { kid, token: plateToken(key, plate) };
  };
  const send = async <R>(path: string, body: object, app: TestApp = t) =>
    (await partner.to(app).send('POST', `/api/partner/v1/parking/${path}`, { body })) as Sent<R>;
  const bodyOf = async (plate: string, at: string, { eventId = newId(), lotId = lot, ...more }: Seen) => ({
    eventId,
    lotId,
    at,
    ...(await forced(plate)),
    ...more,
  });
  return {
    id,
    lot,
    partner,
    set,
    match,
    enter: async (plate: string, at: string, more: Seen = {}, app = t) => send<{ done: true }>('entries', await bodyOf(plate, at, more), app),
    /** An exit with the mark that is given, and nothing asked besides. */
    exactly: (seen: Seen, at: string) => send<Exit>('exits', { lotId: lot, at, feeFen: 1500, ...seen }),
    leave: async (plate: string, at: string, { orderId = newId(), feeFen = 1500, ...more }: Seen = {}, app = t) =>
      send<Exit>('exits', { ...(await bodyOf(plate, at, more)), orderId, feeFen }, app),
    credit: async (plate: string, at: string, { orderId = newId(), feeFen = 1500, ...more }: Seen = {}, app = t) =>
      send<{ verdict: string; creditFen: number }>('credits', { ...(await bodyOf(plate, at, more)), orderId, feeFen }, app),
  };
}
export type TestGate = Awaited<ReturnType<typeof testGate>>;
