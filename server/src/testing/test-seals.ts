import type { SealView } from '@binhai/shared/contract/audit';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { Clock } from '../platform/clock.js';
import type { TestApp } from './test-app.js';
import { freshNumber } from './test-number.js';
import { type TestPerson, testPerson } from './test-person.js';

/** A person and the number that stands in the document. */
export async function testSubject(t: TestApp): Promise<{ person: TestPerson; number: string }> {
  const number = freshNumber();
  return { person: await testPerson(t, { number }), number };
}
export const sealBody = (t: TestApp, number: string, over: object = {}) => ({
  number,
  statute: '《中华人民共和国监察法》第十八条',
  documentNumber: '津滨监示〔2026〕7 号',
  authority: '滨海新区示例机关',
  endsOn: addDays(localDateOf(t.app.get(Clock, { strict: false }).ms()), 90),
  ...over,
});
type Sent = { status: number; body: SealView & { code?: string } };
export const propose = async (t: TestApp, by: TestPerson, number: string, over: object = {}) =>
  (await t.send('POST', '/api/audit/seals', { token: by.token, body: sealBody(t, number, over) })) as unknown as Sent;
export const approve = async (t: TestApp, by: TestPerson, id: string, number: string) =>
  (await t.send('POST', `/api/audit/seals/${id}/approval`, { token: by.token, body: { number } })) as unknown as Sent;
/** An order in force: entered by the first, approved by the others. */
export async function sealInForce(t: TestApp, number: string, [by, ...approvers]: readonly TestPerson[], over: object = {}): Promise<string> {
  if (!by) throw new Error('nobody enters the order');
  const { body } = await propose(t, by, number, over);
  for (const a of approvers) await approve(t, a, body.id, number);
  return body.id;
}
