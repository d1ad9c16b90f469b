import * as z from 'zod/mini';
import { type HighOutcome, HighPort, type HighProvider, IdentityPort, type IdentityQuestion, type IdentityVerdict } from './identity.port.js';
import { PortDown } from './port-down.js';
import { callTc3, type Tc3Target } from './tc3.js';

const Verdict = z.object({ Result: z.string() });
const Started = z.object({ BizToken: z.string().check(z.minLength(1), z.maxLength(200)) });
const Outcome = z.object({ Text: z.object({ ErrCode: z.nullish(z.number()), IdCard: z.nullish(z.string()), Name: z.nullish(z.string()) }) });
/** Results of IdCardVerification: 0 same, -1 not the same, -2 … -3 number or name out of form, -5 not in the register; the rest is an outage. */
const NO_MATCH = new Set(['-1', '-2', '-3', '-5']);

/** Two-element check of Tencent Cloud FaceID (IdCardVerification, 2018-03-01): resident numbers and permits of 港澳台. */
export class TencentIdentity extends IdentityPort {
  constructor(
    private readonly target: Tc3Target,
    private readonly ms: () => number,
  ) {
    super();
  }

  async check({ name, number }: IdentityQuestion): Promise<IdentityVerdict> {
    const reply = Verdict.safeParse(await callTc3('identity', this.target, 'IdCardVerification', { IdCard: number, Name: name }, this.ms()));
    if (!reply.success) throw new PortDown('identity', 'unexpected reply');
    if (reply.data.Result === '0') return { match: true, birth: null };
    if (NO_MATCH.has(reply.data.Result)) return { match: false };
    throw new PortDown('identity', `result ${reply.data.Result}`);
  }
}

/** Face by Tencent Cloud FaceID (DetectAuth, GetDetectInfoEnhanced). The other three providers need a contract of the city's own: PortDown until then. */
export class TencentHigh extends HighPort {
  constructor(
    private readonly target: Tc3Target,
    private readonly ruleId: string,
    private readonly ms: () => number,
  ) {
    super();
  }

  async start(provider: HighProvider, { name, number }: IdentityQuestion): Promise<string> {
    this.only(provider);
    const reply = Started.safeParse(await callTc3('face', this.target, 'DetectAuth', { RuleId: this.ruleId, IdCard: number, Name: name }, this.ms()));
    if (!reply.success) throw new PortDown('face', 'unexpected reply');
    return reply.data.BizToken;
  }
  async outcome(provider: HighProvider, reference: string, { number }: IdentityQuestion): Promise<HighOutcome> {
    this.only(provider);
    const input = { BizToken: reference, RuleId: this.ruleId, InfoType: '1' };
    const reply = Outcome.safeParse(await callTc3('face', this.target, 'GetDetectInfoEnhanced', input, this.ms()));
    if (!reply.success) throw new PortDown('face', 'unexpected reply');
    const { ErrCode, IdCard } = reply.data.Text;
    if (ErrCode !== 0) return 'not_finished';
    return IdCard === number ? 'proven' : 'another_person';
  }

  private only(provider: HighProvider): void {
    if (provider !== 'face') throw new PortDown(provider, 'not connected');
  }
}
