import * as z from 'zod/mini';
import { callJson, PORT_TIMEOUT } from './http-json.js';
import { PortDown } from './port-down.js';
import { type WechatAnswer, WechatPort, type WechatRefusal } from './wechat.port.js';

const Reply = z.object({ errcode: z.optional(z.number()), openid: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/))) });
/**
 * 40029 invalid, 40163 used before, -1 busy: the code is of no more use, the client asks wx.login for another one. 45011 too often.
 * 40226 a user WeChat holds back.
 */
const REFUSALS: Readonly<Record<number, WechatRefusal>> = {
  40029: 'code_invalid',
  40163: 'code_invalid',
  [-1]: 'code_invalid',
  45011: 'too_often',
  40226: 'blocked',
};

/** GET /sns/jscode2session of WeChat's server API. The secret stands in its query: that address is never logged nor put into an error. */
export class HttpWechat extends WechatPort {
  constructor(
    private readonly api: string,
    private readonly appid: string,
    private readonly secret: string,
    private readonly timeout = PORT_TIMEOUT,
  ) {
    super();
  }

  async openidOf(code: string): Promise<WechatAnswer> {
    const query = new URLSearchParams({ appid: this.appid, secret: this.secret, js_code: code, grant_type: 'authorization_code' });
    const reply = Reply.safeParse(await callJson('wechat', `${this.api}/sns/jscode2session?${query}`, {}, this.timeout));
    if (!reply.success) throw new PortDown('wechat', 'unexpected reply');
    const { errcode = 0, openid } = reply.data;
    const refusal = REFUSALS[errcode];
    if (refusal) return { ok: false, refusal };
    if (errcode !== 0 || !openid) throw new PortDown('wechat', `errcode ${errcode}`);
    return { ok: true, openid };
  }
}
