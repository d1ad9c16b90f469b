import { type WechatAnswer, WechatPort } from './wechat.port.js';

/** 沙箱: the code `sandbox-<n>`, or `sandbox-<n>-<anything>` for a second log-in within minutes, is user n; any other code is invalid. */
export class SandboxWechat extends WechatPort {
  async openidOf(code: string): Promise<WechatAnswer> {
    const n = /^sandbox-(\d{1,6})(?:-[\w-]{1,64})?$/.exec(code)?.[1];
    return n ? { ok: true, openid: `sandbox-openid-${n}` } : { ok: false, refusal: 'code_invalid' };
  }
}
