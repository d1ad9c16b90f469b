// A car park's gate as an operator would write it: it knows plates by the keyed set alone and speaks by nothing but the partner API.
import { createHmac, randomUUID } from 'node:crypto';
import { partnerClient } from './partner.mjs';

const PATH = '/api/partner/v1/parking';
const fresh = () => randomUUID().replaceAll('-', '');

/** The gates of `operatorId` at `lotId`; `url` of the server they call. */
export async function parkingGate(s, operatorId, lotId, { url = s.url } = {}) {
  const client = await partnerClient(s, operatorId, { url });
  async function set() {
    const all = [];
    for (let after; ; ) {
      const r = await client.get(`${PATH}/plates${after ? `?after=${after}` : ''}`);
      if (r.status !== 200) throw new Error(`no set: ${JSON.stringify(r.body)}`);
      all.push(...r.body.tokens);
      if (!r.body.next) return { ...r.body, tokens: new Set(all) };
      after = r.body.next;
    }
  }
  /** What the lane's computer does with a plate its camera read; null: nothing leaves the lane. */
  async function seen(plate, at, more = {}) {
    const { kid, key, tokens } = await set();
    const token = createHmac('sha256', Buffer.from(key, 'base64url')).update(plate, 'utf8').digest('base64url');
    return tokens.has(token) ? { eventId: fresh(), kid, token, lotId, at: new Date(at).toISOString(), ...more } : null;
  }
  const post = (what, body) => client.post(`${PATH}/${what}`, body);
  return { set, seen, post, enter: async (plate, at) => post('entries', await seen(plate, at)), fresh };
}
