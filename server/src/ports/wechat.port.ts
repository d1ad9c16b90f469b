/** WeChat's answers to a login code that mean something to the caller; all others are PortDown. */
export type WechatRefusal = 'code_invalid' | 'too_often' | 'blocked';
export type WechatAnswer = { readonly ok: true; readonly openid: string } | { readonly ok: false; readonly refusal: WechatRefusal };

/** Turns the code of wx.login into an openid. The session_key stays inside the adapter: nobody needs it, nobody gets it. */
export abstract class WechatPort {
  /** One call upstream, never repeated. @throws PortDown when WeChat gives no answer */
  abstract openidOf(code: string): Promise<WechatAnswer>;
}
