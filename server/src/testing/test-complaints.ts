import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { newId } from '../platform/id.js';
import type { TestApp } from './test-app.js';
import type { TestPerson } from './test-person.js';

export const complaintBody = (over: object = {}) => ({
  requestId: newId(),
  kind: 'service',
  happenedOn: '2026-01-05',
  text: '示例：窗口让我多跑了一趟。',
  ...over,
});
/** Filed by its person over HTTP. */
export async function testComplaint(t: TestApp, who: TestPerson, over: object = {}): Promise<{ id: string; number: string }> {
  const r = await t.send('POST', '/api/complaints', { token: who.token, body: complaintBody(over) });
  if (r.status !== 200) throw new Error(`no complaint: ${JSON.stringify(r.body)}`);
  return r.body as { id: string; number: string };
}
/** The units of an offer that are left. */
export async function unitsLeft(t: TestApp, offer: string): Promise<number> {
  const stock = await t.app.get<Connection>(getConnectionToken()).collection<{ _id: string; left: number }>('offer_stock').findOne({ _id: offer });
  return stock?.left ?? -1;
}
