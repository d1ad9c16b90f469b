import * as z from 'zod/mini';
import { CreditChinaPort, type HandOff } from './credit-china.port.js';
import { callJson } from './http-json.js';
import { PortDown } from './port-down.js';

const Answer = z.object({ receipt: z.string().check(z.regex(/^[A-Za-z0-9-]{4,60}$/)) });

/** The city platform's exchange by JSON over HTTPS with a token; its own field names are put in here once the city has published them (docs/adr/0034). */
export class HttpCreditChina extends CreditChinaPort {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {
    super();
  }

  async send(handOff: HandOff): Promise<string> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, 'idempotency-key': handOff.id };
    const answer = Answer.safeParse(await callJson('credit_china', `${this.base}/repairs`, { method: 'POST', headers, body: JSON.stringify(handOff) }));
    if (!answer.success) throw new PortDown('credit_china', 'no receipt');
    return answer.data.receipt;
  }
}
